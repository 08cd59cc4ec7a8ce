package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.DatabaseOptions.Access;
import mirrorsh.lab.instance.storage.DatabaseOptions.Recovery;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.SqlFailure;

/** ALTER DATABASE ... SET, without mirroring (tsql.md §7.2). */
final class DatabaseOptionChanges {
    /** Not changeable while a session mirrors the database: 1468. */
    private static final Set<String> HELD_BY_MIRRORING = Set.of(
            "RECOVERY",
            "READ_ONLY",
            "READ_WRITE",
            "AUTO_CLOSE",
            "SINGLE_USER",
            "RESTRICTED_USER",
            "OFFLINE",
            "EMERGENCY");

    /** Changes of state, allowed whatever the state is. */
    private static final Set<String> STATES = Set.of("ONLINE", "OFFLINE", "EMERGENCY");

    /** Changes that need the database without the sessions that may not stay. */
    private static final Set<String> EXCLUSIVE =
            Set.of("READ_ONLY", "READ_WRITE", "SINGLE_USER", "RESTRICTED_USER", "OFFLINE", "EMERGENCY");

    private static final int OLDEST_COMPATIBILITY = 100;
    /** How long a change that waits looks away, in real milliseconds. */
    private static final long PAUSE_MILLIS = 20;

    private final Occupancy occupancy;
    private final Encryption encryption;
    private final int newestCompatibility;
    private final Clock clock;

    DatabaseOptionChanges(Occupancy occupancy, Encryption encryption, int newestCompatibility, Clock clock) {
        this.occupancy = occupancy;
        this.encryption = encryption;
        this.newestCompatibility = newestCompatibility;
        this.clock = clock;
    }

    void set(StoredDatabase database, SetDatabaseOption statement, Caller caller, Cancellation cancellation) {
        String option = statement.option();
        DatabaseState now = database.state();
        check(now, statement);
        if (option.equals("OFFLINE") && now.name().equalsIgnoreCase(caller.database())) {
            // where a server leaves the session afterwards is unconfirmed
            throw SqlFailure.of(49999, "SET OFFLINE from within the database");
        }
        boolean ending = mustEndOthers(database, statement, caller, cancellation);
        apply(database, statement, caller);
        if (ending) {
            boolean all = !option.equals("RESTRICTED_USER");
            if (all) {
                database.closeWriter();
            }
            occupancy.endOthers(database.name(), caller.sessionId(), all);
        }
    }

    private void apply(StoredDatabase database, SetDatabaseOption statement, Caller caller) {
        String option = statement.option();
        switch (option) {
            case "RECOVERY" -> recovery(database, Recovery.valueOf(oneOf(statement, "FULL", "BULK_LOGGED", "SIMPLE")));
            case "TRUSTWORTHY" -> {
                if (!caller.sysadmin()) {
                    throw SqlFailure.of(15247);
                }
                boolean on = isOn(statement);
                options(database, o -> o.trustworthy(on));
            }
            case "AUTO_CLOSE" -> {
                boolean on = isOn(statement);
                options(database, o -> o.autoClose(on));
            }
            case "READ_ONLY", "READ_WRITE" -> options(database, o -> o.readOnly(option.equals("READ_ONLY")));
            case "MULTI_USER", "RESTRICTED_USER", "SINGLE_USER" ->
                options(database, o -> o.access(Access.valueOf(option)));
            case "ONLINE", "OFFLINE", "EMERGENCY" ->
                database.change(state -> state.withStatus(DatabaseStatus.valueOf(option)));
            case "ENABLE_BROKER" -> options(database, o -> o.broker(true));
            case "DISABLE_BROKER" -> options(database, o -> o.broker(false));
            case "NEW_BROKER" -> newBroker(database);
            case "ENCRYPTION" -> {
                if (Set.of("SUSPEND", "RESUME").contains(statement.value())) {
                    throw SqlFailure.of(49999, "ALTER DATABASE ... SET ENCRYPTION " + statement.value());
                }
                encryption.turn(database, isOn(statement));
            }
            case "COMPATIBILITY_LEVEL" -> {
                int level = compatibility(statement);
                options(database, o -> o.compatibility(level));
            }
            default -> throw SqlFailure.of(49999, "ALTER DATABASE ... SET " + option);
        }
    }

    private static void check(DatabaseState now, SetDatabaseOption statement) {
        String option = statement.option();
        if (option.equals("HADR")) {
            throw SqlFailure.of(49999, "ALTER DATABASE ... SET HADR " + statement.value());
        }
        if (now.isSystem() && option.equals("ENCRYPTION")) {
            throw SqlFailure.of(33102);
        }
        boolean fixed = now.isSystem() && !(option.equals("RECOVERY") && now.id() > 2) && !option.equals("MULTI_USER");
        if (fixed && !(option.equals("TRUSTWORTHY") && now.name().equals("msdb"))) {
            throw SqlFailure.of(5058, option, now.name());
        }
        if (now.isBound() && HELD_BY_MIRRORING.contains(option)) {
            throw SqlFailure.of(1468, now.name());
        }
        boolean restoring = now.status() == DatabaseStatus.RESTORING || now.isStandby();
        boolean offline = now.status() == DatabaseStatus.OFFLINE && !STATES.contains(option);
        if (restoring || offline) {
            throw SqlFailure.of(5052, now.status());
        }
    }

    /**
     * Whether sessions are in the way that the change has to end (tsql.md §7.2). Without a clause it waits until they have left by
     * themselves, with ROLLBACK AFTER for some seconds of the instance's clock; a cancel ends both, LOCK_TIMEOUT neither. That those
     * who come meanwhile would have to wait behind the change is not imitated.
     */
    private boolean mustEndOthers(
            StoredDatabase database, SetDatabaseOption statement, Caller caller, Cancellation cancellation) {
        Instant end = clock.instant().plusSeconds(statement.seconds());
        while (true) {
            boolean used = occupancy.isUsedByOthers(database.name(), caller.sessionId());
            boolean taken = used && database.state().options().access() == Access.SINGLE_USER;
            if (!taken && !isInTheWay(database, statement, caller, used)) {
                return false;
            }
            if (isOver(statement, taken, database.name(), end)) {
                return true;
            }
            pause(cancellation);
            check(database.state(), statement); // a role change or another session may have been faster
        }
    }

    /** Whether those in the way have had their time; 5061 or 5064 where the change may not wait for them. */
    private boolean isOver(SetDatabaseOption statement, boolean taken, String name, Instant end) {
        return switch (statement.termination()) {
            case ROLLBACK_IMMEDIATE -> true;
            case ROLLBACK_LATER -> !clock.instant().isBefore(end);
            case NO_WAIT -> throw SqlFailure.of(taken ? 5064 : 5061, name);
            case WAIT -> {
                if (taken) {
                    throw SqlFailure.of(5064, name);
                }
                yield false;
            }
        };
    }

    private static void pause(Cancellation cancellation) {
        try {
            if (cancellation.await(PAUSE_MILLIS)) {
                throw new Cancellation.CancelledException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancellation.CancelledException();
        }
    }

    private boolean isInTheWay(StoredDatabase database, SetDatabaseOption statement, Caller caller, boolean used) {
        if (!EXCLUSIVE.contains(statement.option())) {
            return false;
        }
        if (!statement.option().equals("RESTRICTED_USER")) {
            return used || database.hasWriter();
        }
        if (database.hasWriter()) {
            // it would have to be told whether the transaction is that of a session which may stay
            throw SqlFailure.of(49999, "RESTRICTED_USER while a transaction is open in the database");
        }
        return occupancy.isUsedByUnprivileged(database.name(), caller.sessionId());
    }

    private static void options(StoredDatabase database, java.util.function.UnaryOperator<DatabaseOptions> change) {
        database.change(state -> state.withOptions(change.apply(state.options())));
    }

    private static void recovery(StoredDatabase database, Recovery recovery) {
        database.locked(log -> {
            options(database, o -> o.recovery(recovery));
            LogChain chain = log.image().chain();
            if (recovery == Recovery.SIMPLE && chain.exists()) {
                log.note(new LogChange.ChainMoved(chain.broken()));
            }
            return log;
        });
        database.truncate();
    }

    private static void newBroker(StoredDatabase database) {
        database.change(state -> {
            if (state.mirroring() != null) {
                throw SqlFailure.of(9778, state.name());
            }
            return state.withIdentity(state.identity().withBroker(UUID.randomUUID()))
                    .withOptions(state.options().broker(true));
        });
    }

    private int compatibility(SetDatabaseOption statement) {
        String text = statement.value().replace("=", "").strip();
        int level = text.matches("[0-9]{2,3}") ? Integer.parseInt(text) : 0;
        if (level % 10 != 0 || level < OLDEST_COMPATIBILITY || level > newestCompatibility) {
            throw SqlFailure.of(15048, OLDEST_COMPATIBILITY + " to " + newestCompatibility);
        }
        return level;
    }

    private static boolean isOn(SetDatabaseOption statement) {
        return oneOf(statement, "ON", "OFF").equals("ON");
    }

    private static String oneOf(SetDatabaseOption statement, String... allowed) {
        for (String value : allowed) {
            if (value.equals(statement.value())) {
                return value;
            }
        }
        throw SqlFailure.of(102, statement.value());
    }
}
