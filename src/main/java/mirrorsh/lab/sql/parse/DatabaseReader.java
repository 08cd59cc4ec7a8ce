package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.sql.ast.DatabaseStatement.Termination;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP DATABASE with the mirroring options (tsql.md §7); one statement may be several changes. */
final class DatabaseReader extends TsqlGrammarBaseVisitor<List<AdminStatement>> {
    @Override
    public List<AdminStatement> visitCreateDatabase(TsqlGrammar.CreateDatabaseContext context) {
        List<TsqlGrammar.IdentifierContext> names = context.identifier();
        if (context.CONTAINMENT() != null && !Names.upper(names.get(1)).equals("NONE")) {
            throw Refusal.notImitated(context, "CONTAINMENT = " + Names.upper(names.get(1)));
        }
        List<FileSpecification> files = new ArrayList<>();
        if (context.dataFiles() != null) {
            context.dataFiles().fileSpecification().forEach(file -> files.add(file(file, false)));
        }
        if (context.logFiles() != null) {
            context.logFiles().fileSpecification().forEach(file -> files.add(file(file, true)));
        }
        String collation = context.COLLATE() == null ? null : Names.of(names.get(names.size() - 1));
        return List.of(new DatabaseStatement.CreateDatabase(Names.of(names.get(0)), List.copyOf(files), collation));
    }

    @Override
    public List<AdminStatement> visitDropDatabase(TsqlGrammar.DropDatabaseContext context) {
        return List.of(new DatabaseStatement.DropDatabase(Names.all(context.identifier()), context.ifExists() != null));
    }

    @Override
    public List<AdminStatement> visitRenameDatabase(TsqlGrammar.RenameDatabaseContext context) {
        return List.of(
                new DatabaseStatement.RenameDatabase(Names.of(context.identifier(0)), Names.of(context.identifier(1))));
    }

    @Override
    public List<AdminStatement> visitAddFiles(TsqlGrammar.AddFilesContext context) {
        String database = Names.of(context.identifier());
        return context.fileSpecification().stream()
                .<AdminStatement>map(file -> new DatabaseStatement.AddFile(database, file(file, context.LOG() != null)))
                .toList();
    }

    /** Sizes and growth are read and dropped: a file of the lab is as long as what is in it. */
    private static FileSpecification file(TsqlGrammar.FileSpecificationContext context, boolean log) {
        Once once = new Once();
        String name = null;
        String path = null;
        for (TsqlGrammar.FileOptionContext option : context.fileOption()) {
            String key = Names.upper(option.getStart().getText());
            once.note(key, option);
            switch (key) {
                case "NAME" -> name = QueryReader.alias(option.alias());
                case "FILENAME" -> path = Literals.text(option.STRING());
                case "SIZE", "MAXSIZE", "FILEGROWTH" -> checkSize(option);
                default -> throw Refusal.near(option.getStart());
            }
        }
        if (name == null || path == null) {
            throw Refusal.near(context.getStop());
        }
        return new FileSpecification(name, path, log);
    }

    private static void checkSize(TsqlGrammar.FileOptionContext option) {
        boolean known = switch (Names.upper(option.getStop().getText())) {
            case "KB", "MB", "GB", "TB", "%", "UNLIMITED" -> true;
            default -> option.INTEGER() != null && option.ID().size() == 1;
        };
        if (!known) {
            throw Refusal.near(option.getStop());
        }
    }

    // ---------------------------------------------------------------- SET option

    @Override
    public List<AdminStatement> visitAlterDatabaseOptions(TsqlGrammar.AlterDatabaseOptionsContext context) {
        Termination termination = termination(context.termination());
        int seconds = seconds(context.termination());
        String database = Names.of(context.identifier());
        return context.databaseOption().stream()
                .<AdminStatement>map(option -> new SetDatabaseOption(
                        database, Names.upper(option.plainIdentifier(0)), value(option), termination, seconds))
                .toList();
    }

    private static Termination termination(TsqlGrammar.@Nullable TerminationContext context) {
        if (context == null) {
            return Termination.WAIT;
        }
        if (context.NO_WAIT() != null) {
            return Termination.NO_WAIT;
        }
        boolean later = context.AFTER() != null && !context.INTEGER().getText().matches("0+");
        return later ? Termination.ROLLBACK_LATER : Termination.ROLLBACK_IMMEDIATE;
    }

    /** After how many seconds the others end; more than an int has are as good as never. */
    private static int seconds(TsqlGrammar.@Nullable TerminationContext context) {
        if (context == null || context.AFTER() == null) {
            return 0;
        }
        String digits = context.INTEGER().getText();
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String value(TsqlGrammar.DatabaseOptionContext context) {
        List<String> value = new ArrayList<>();
        for (int i = 1; i < context.getChildCount(); i++) {
            Token token = token(context, i);
            if (token.getType() != TsqlTokens.EQUAL) {
                value.add(Names.upper(Names.text(token)));
            }
        }
        return String.join(" ", value);
    }

    private static Token token(TsqlGrammar.DatabaseOptionContext context, int child) {
        return context.getChild(child) instanceof TerminalNode node
                ? node.getSymbol()
                : ((TsqlGrammar.PlainIdentifierContext) context.getChild(child)).getStart();
    }

    // ---------------------------------------------------------------- SET PARTNER and SET WITNESS

    @Override
    public List<AdminStatement> visitAlterMirroring(TsqlGrammar.AlterMirroringContext context) {
        return List.of(new MirroringReader(Names.of(context.identifier())).visit(context.mirroringChange()));
    }

    /** The mirroring options, of which a statement has one. */
    private static final class MirroringReader extends TsqlGrammarBaseVisitor<AdminStatement> {
        private final String database;

        MirroringReader(String database) {
            this.database = database;
        }

        @Override
        public AdminStatement visitSetPartner(TsqlGrammar.SetPartnerContext context) {
            return new MirroringStatement.SetPartner(database, Literals.text(context.STRING()));
        }

        @Override
        public AdminStatement visitChangePartner(TsqlGrammar.ChangePartnerContext context) {
            return new ChangePartner(
                    database,
                    ChangePartner.Change.valueOf(Names.upper(context.getStop().getText())));
        }

        @Override
        public AdminStatement visitSetSafety(TsqlGrammar.SetSafetyContext context) {
            return new ChangePartner(
                    database,
                    context.FULL() == null ? ChangePartner.Change.SAFETY_OFF : ChangePartner.Change.SAFETY_FULL);
        }

        @Override
        public AdminStatement visitSetTimeout(TsqlGrammar.SetTimeoutContext context) {
            return new MirroringStatement.SetPartnerTimeout(
                    database, seconds(context.INTEGER().getText()));
        }

        @Override
        public AdminStatement visitSetWitness(TsqlGrammar.SetWitnessContext context) {
            return new MirroringStatement.SetWitness(database, Literals.text(context.STRING()));
        }

        @Override
        public AdminStatement visitWitnessOff(TsqlGrammar.WitnessOffContext context) {
            return new MirroringStatement.WitnessOff(database);
        }

        /** Too many digits stay too many: the instance refuses what is above its limit (1476). */
        private static long seconds(String digits) {
            return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
