package mirrorsh.lab.sql.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.AvailabilityStatement;
import mirrorsh.lab.sql.ast.AvailabilityStatement.CreateGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.GroupOptions;
import mirrorsh.lab.sql.ast.AvailabilityStatement.Replica;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;

/** Availability groups; what the lab's groups cannot do is refused here already. */
final class AvailabilityReader extends TsqlGrammarBaseVisitor<AvailabilityStatement> {
    private static final int HEALTH_CHECK_MILLIS = 30_000;
    private static final int USUAL_CONDITION = 3;
    private static final int USUAL_PRIORITY = 50;
    private static final int USUAL_TIMEOUT = 10;

    @Override
    public AvailabilityStatement visitCreateGroup(TsqlGrammar.CreateGroupContext context) {
        List<String> names = Names.all(context.identifier());
        return new CreateGroup(
                names.get(0),
                options(
                        context.groupOptions() == null
                                ? List.of()
                                : context.groupOptions().groupOption()),
                List.copyOf(names.subList(1, names.size())),
                context.replica().stream().map(AvailabilityReader::replica).toList());
    }

    @Override
    public AvailabilityStatement visitJoinGroup(TsqlGrammar.JoinGroupContext context) {
        return new AvailabilityStatement.JoinGroup(Names.of(context.identifier()));
    }

    @Override
    public AvailabilityStatement visitChangeGroup(TsqlGrammar.ChangeGroupContext context) {
        return new AvailabilityStatement.ChangeGroup(
                Names.of(context.identifier(0)), context.ADD() != null, Names.of(context.identifier(1)));
    }

    @Override
    public AvailabilityStatement visitDropGroup(TsqlGrammar.DropGroupContext context) {
        return new AvailabilityStatement.DropGroup(Names.of(context.identifier()));
    }

    @Override
    public AvailabilityStatement visitJoinDatabase(TsqlGrammar.JoinDatabaseContext context) {
        return new AvailabilityStatement.JoinDatabase(Names.of(context.identifier(0)), Names.of(context.identifier(1)));
    }

    @Override
    public AvailabilityStatement visitLeaveGroup(TsqlGrammar.LeaveGroupContext context) {
        return new AvailabilityStatement.LeaveGroup(Names.of(context.identifier()));
    }

    private static GroupOptions options(List<TsqlGrammar.GroupOptionContext> given) {
        Once once = new Once();
        Map<String, String> values = new HashMap<>();
        for (TsqlGrammar.GroupOptionContext option : given) {
            String name = Names.upper(option.plainIdentifier());
            once.note(name, option);
            switch (name) {
                case "BASIC" -> values.put(name, valueless(option));
                case "AUTOMATED_BACKUP_PREFERENCE" ->
                    values.put(name, word(option, "PRIMARY", "SECONDARY_ONLY", "SECONDARY", "NONE"));
                case "DB_FAILOVER" -> values.put(name, word(option, "ON", "OFF"));
                case "DTC_SUPPORT" -> only(option, "NONE", "PER_DB");
                case "CLUSTER_TYPE" -> only(option, "WSFC", "EXTERNAL", "NONE");
                case "FAILURE_CONDITION_LEVEL", "HEALTH_CHECK_TIMEOUT" -> values.put(name, number(option));
                default -> throw Refusal.notImitated(option, "the option " + name + " of an availability group");
            }
        }
        return new GroupOptions(
                values.containsKey("BASIC"),
                values.getOrDefault("AUTOMATED_BACKUP_PREFERENCE", "SECONDARY"),
                values.getOrDefault("DB_FAILOVER", "OFF").equals("ON"),
                number(values, "FAILURE_CONDITION_LEVEL", USUAL_CONDITION),
                number(values, "HEALTH_CHECK_TIMEOUT", HEALTH_CHECK_MILLIS));
    }

    private static Replica replica(TsqlGrammar.ReplicaContext context) {
        Once once = new Once();
        Map<String, String> values = new HashMap<>();
        for (TsqlGrammar.ReplicaOptionContext option : context.replicaOption()) {
            String name = Names.upper(option.getStart().getText());
            once.note(name, option);
            if (option.plainIdentifier() != null) {
                role(name, option);
                continue;
            }
            TsqlGrammar.GroupOptionContext plain = option.groupOption(0);
            switch (name) {
                case "ENDPOINT_URL" -> values.put(name, text(plain));
                case "FAILOVER_MODE" -> values.put(name, word(plain, "AUTOMATIC", "MANUAL"));
                case "AVAILABILITY_MODE" -> values.put(name, word(plain, "SYNCHRONOUS_COMMIT", "ASYNCHRONOUS_COMMIT"));
                case "SEEDING_MODE" -> only(plain, "MANUAL", "AUTOMATIC");
                case "BACKUP_PRIORITY", "SESSION_TIMEOUT" -> values.put(name, number(plain));
                default -> throw Refusal.notImitated(option, "the option " + name + " of a replica");
            }
        }
        for (String needed : Set.of("FAILOVER_MODE", "AVAILABILITY_MODE")) {
            if (!values.containsKey(needed)) {
                throw Refusal.nearEnd(context.getStop());
            }
        }
        return new Replica(
                Literals.text(context.STRING()),
                values.get("ENDPOINT_URL"),
                "AUTOMATIC".equals(values.get("FAILOVER_MODE")),
                "SYNCHRONOUS_COMMIT".equals(values.get("AVAILABILITY_MODE")),
                number(values, "BACKUP_PRIORITY", USUAL_PRIORITY),
                number(values, "SESSION_TIMEOUT", USUAL_TIMEOUT));
    }

    /** A secondary replica that takes readers is not imitated, nor is a primary that turns clients away. */
    private static void role(String name, TsqlGrammar.ReplicaOptionContext context) {
        boolean secondary = name.equals("SECONDARY_ROLE");
        if (!secondary && !name.equals("PRIMARY_ROLE")) {
            throw Refusal.near(context.getStart());
        }
        for (TsqlGrammar.GroupOptionContext option : context.groupOption()) {
            if (!Names.upper(option.plainIdentifier()).equals("ALLOW_CONNECTIONS")) {
                throw Refusal.notImitated(option, "routing of readers to a replica");
            }
            if (secondary) {
                only(option, "NO", "READ_ONLY", "ALL");
            } else {
                only(option, "ALL", "READ_WRITE");
            }
        }
    }

    private static String valueless(TsqlGrammar.GroupOptionContext option) {
        if (option.groupValue() != null) {
            throw Refusal.near(option.groupValue().getStart());
        }
        return "";
    }

    private static TsqlGrammar.GroupValueContext value(TsqlGrammar.GroupOptionContext option) {
        if (option.groupValue() == null) {
            throw Refusal.nearEnd(option.getStop());
        }
        return option.groupValue();
    }

    private static String text(TsqlGrammar.GroupOptionContext option) {
        TsqlGrammar.GroupValueContext value = value(option);
        if (value.STRING() == null) {
            throw Refusal.near(value.getStart());
        }
        return Literals.text(value.STRING());
    }

    private static String number(TsqlGrammar.GroupOptionContext option) {
        TsqlGrammar.GroupValueContext value = value(option);
        if (value.INTEGER() == null || value.getText().length() > 9) {
            throw Refusal.near(value.getStart());
        }
        return value.getText();
    }

    private static int number(Map<String, String> values, String name, int usual) {
        return values.containsKey(name) ? Integer.parseInt(String.valueOf(values.get(name))) : usual;
    }

    private static String word(TsqlGrammar.GroupOptionContext option, String... known) {
        TsqlGrammar.GroupValueContext value = value(option);
        String word = Names.upper(value.getText());
        if (!List.of(known).contains(word)) {
            throw Refusal.near(value.getStart());
        }
        return word;
    }

    /** A word of which the lab does the first only. */
    private static void only(TsqlGrammar.GroupOptionContext option, String done, String... others) {
        String[] known = new String[others.length + 1];
        known[0] = done;
        System.arraycopy(others, 0, known, 1, others.length);
        if (!word(option, known).equals(done)) {
            throw Refusal.notImitated(option, option.getText());
        }
    }
}
