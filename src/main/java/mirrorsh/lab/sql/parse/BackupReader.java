package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.sql.ast.BackupStatement.Move;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import mirrorsh.lab.type.SqlType;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** BACKUP and RESTORE (tsql.md §8, §9). */
final class BackupReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    /** What an option has behind its equals sign. */
    private enum Operand {
        NONE,
        NUMBER,
        OPTIONAL_NUMBER,
        TEXT
    }

    private static final Map<String, Operand> BOTH = Map.ofEntries(
            Map.entry("NORECOVERY", Operand.NONE),
            Map.entry("STANDBY", Operand.TEXT),
            Map.entry("CHECKSUM", Operand.NONE),
            Map.entry("NO_CHECKSUM", Operand.NONE),
            Map.entry("STOP_ON_ERROR", Operand.NONE),
            Map.entry("CONTINUE_AFTER_ERROR", Operand.NONE),
            Map.entry("STATS", Operand.OPTIONAL_NUMBER),
            Map.entry("BLOCKSIZE", Operand.NUMBER),
            Map.entry("BUFFERCOUNT", Operand.NUMBER),
            Map.entry("MAXTRANSFERSIZE", Operand.NUMBER),
            Map.entry("CREDENTIAL", Operand.TEXT),
            // Tape handling, which tools write for disks too.
            Map.entry("REWIND", Operand.NONE),
            Map.entry("NOREWIND", Operand.NONE),
            Map.entry("UNLOAD", Operand.NONE),
            Map.entry("NOUNLOAD", Operand.NONE));

    private static final String LOGICAL = "LOGICAL";
    private static final Set<String> ALGORITHMS = Set.of("AES_128", "AES_192", "AES_256", "TRIPLE_DES_3KEY");

    private static final Map<String, Operand> BACKUP = Map.ofEntries(
            Map.entry("DIFFERENTIAL", Operand.NONE),
            Map.entry("COPY_ONLY", Operand.NONE),
            Map.entry("COMPRESSION", Operand.NONE),
            Map.entry("NO_COMPRESSION", Operand.NONE),
            Map.entry("NAME", Operand.TEXT),
            Map.entry("DESCRIPTION", Operand.TEXT),
            Map.entry("EXPIREDATE", Operand.TEXT),
            Map.entry("RETAINDAYS", Operand.NUMBER),
            Map.entry("INIT", Operand.NONE),
            Map.entry("NOINIT", Operand.NONE),
            Map.entry("SKIP", Operand.NONE),
            Map.entry("NOSKIP", Operand.NONE),
            Map.entry("FORMAT", Operand.NONE),
            Map.entry("NOFORMAT", Operand.NONE),
            Map.entry("MEDIANAME", Operand.TEXT),
            Map.entry("MEDIADESCRIPTION", Operand.TEXT),
            Map.entry("FILE_SNAPSHOT", Operand.NONE),
            Map.entry("NO_TRUNCATE", Operand.NONE));

    private static final Map<String, Operand> RESTORE = Map.ofEntries(
            Map.entry("RECOVERY", Operand.NONE),
            Map.entry("FILE", Operand.NUMBER),
            Map.entry("REPLACE", Operand.NONE),
            Map.entry("RESTART", Operand.NONE),
            Map.entry("RESTRICTED_USER", Operand.NONE),
            Map.entry("KEEP_REPLICATION", Operand.NONE),
            Map.entry("KEEP_CDC", Operand.NONE),
            Map.entry("ENABLE_BROKER", Operand.NONE),
            Map.entry("NEW_BROKER", Operand.NONE),
            Map.entry("ERROR_BROKER_CONVERSATIONS", Operand.NONE),
            Map.entry("STOPAT", Operand.TEXT),
            Map.entry("STOPATMARK", Operand.TEXT),
            Map.entry("STOPBEFOREMARK", Operand.TEXT),
            Map.entry("MEDIANAME", Operand.TEXT),
            Map.entry("PARTIAL", Operand.NONE),
            Map.entry("LOADHISTORY", Operand.NONE));

    @Override
    public AdminStatement visitBackup(TsqlGrammar.BackupContext context) {
        Options options = new Options("BACKUP", BACKUP);
        options.read(context.backupOptions());
        if (context.LOG() == null) {
            // These belong to the tail of the log.
            options.refuse("NORECOVERY", "STANDBY", "NO_TRUNCATE");
        } else {
            options.refuse("DIFFERENTIAL");
        }
        return new BackupStatement.Backup(
                database(context.databaseName()), context.LOG() != null, devices(context.device()), options.named());
    }

    @Override
    public AdminStatement visitRestore(TsqlGrammar.RestoreContext context) {
        Options options = new Options("RESTORE", RESTORE);
        options.read(context.backupOptions());
        return new BackupStatement.Restore(
                database(context.databaseName()),
                context.LOG() != null,
                devices(context.device()),
                List.copyOf(options.moves),
                options.named());
    }

    @Override
    public AdminStatement visitRestoreInfo(TsqlGrammar.RestoreInfoContext context) {
        Options options = new Options("RESTORE", RESTORE);
        options.read(context.backupOptions());
        if (!options.moves.isEmpty()) {
            throw Refusal.at(context.getStart().getLine(), 155, "MOVE", "RESTORE");
        }
        BackupStatement.RestoreInformation information = BackupStatement.RestoreInformation.valueOf(
                Names.upper(context.getChild(1).getText()));
        return new BackupStatement.RestoreInfo(information, devices(context.device()), options.named());
    }

    // ---------------------------------------------------------------- names and devices

    private static Expression database(TsqlGrammar.DatabaseNameContext context) {
        if (context.VARIABLE() != null) {
            return new Expression.Variable(context.VARIABLE().getText());
        }
        return literal(Names.of(context.identifier()));
    }

    private static Expression literal(String text) {
        return new Expression.Literal(text, SqlType.nvarchar(Math.max(1, text.length())));
    }

    private static List<Device> devices(List<TsqlGrammar.DeviceContext> contexts) {
        return contexts.stream().map(BackupReader::device).toList();
    }

    private static Device device(TsqlGrammar.DeviceContext context) {
        if (context.VARIABLE() != null) {
            return new Device(LOGICAL, value(context.VARIABLE().getSymbol()));
        }
        if (context.stringOrVariable() == null) {
            return new Device(LOGICAL, literal(Names.of(context.identifier())));
        }
        return new Device(Names.upper(context.getStart().getText()), value(context.stringOrVariable()));
    }

    private static Expression value(TsqlGrammar.StringOrVariableContext context) {
        return value(context.getStart());
    }

    private static Expression value(Token token) {
        return token.getText().startsWith("@") ? new Expression.Variable(token.getText()) : Literals.literal(token);
    }

    // ---------------------------------------------------------------- options

    /** The options of one statement, in any order, each once. */
    private static final class Options {
        private final String statement;
        private final Map<String, Operand> own;
        private final Once once = new Once();
        private final List<Move> moves = new ArrayList<>();
        private final List<BackupOption> named = new ArrayList<>();
        private int line;

        Options(String statement, Map<String, Operand> own) {
            this.statement = statement;
            this.own = own;
        }

        List<BackupOption> named() {
            return List.copyOf(named);
        }

        void read(TsqlGrammar.@Nullable BackupOptionsContext context) {
            if (context == null) {
                return;
            }
            line = context.getStart().getLine();
            for (TsqlGrammar.BackupOptionContext option : context.backupOption()) {
                if (option instanceof TsqlGrammar.MoveFileContext move) {
                    move(move);
                } else if (option instanceof TsqlGrammar.NamedOptionContext written) {
                    named(written);
                } else {
                    encryption((TsqlGrammar.BackupEncryptionContext) option);
                }
            }
        }

        void refuse(String... options) {
            for (String option : options) {
                if (once.has(option)) {
                    throw Refusal.at(line, 155, option, statement);
                }
            }
        }

        private void move(TsqlGrammar.MoveFileContext context) {
            if (statement.equals("BACKUP")) {
                throw Refusal.at(context.getStart().getLine(), 155, "MOVE", statement);
            }
            moves.add(new Move(value(context.stringOrVariable(0)), value(context.stringOrVariable(1))));
        }

        /** Two options: ENCRYPTION has the algorithm, SERVER CERTIFICATE the name. */
        private void encryption(TsqlGrammar.BackupEncryptionContext context) {
            if (!statement.equals("BACKUP")) {
                throw Refusal.at(context.getStart().getLine(), 155, "ENCRYPTION", statement);
            }
            once.note("ENCRYPTION", context);
            String algorithm = Names.upper(context.identifier(0));
            if (!ALGORITHMS.contains(algorithm)) {
                throw Refusal.near(context.identifier(0).getStart());
            }
            named.add(new BackupOption("ENCRYPTION", literal(algorithm)));
            named.add(new BackupOption("SERVER CERTIFICATE", literal(Names.of(context.identifier(1)))));
        }

        private void named(TsqlGrammar.NamedOptionContext context) {
            String name = Names.upper(Names.text(context.getStart()));
            Operand operand = own.containsKey(name) ? own.get(name) : BOTH.get(name);
            if (operand == null) {
                throw Refusal.at(context.getStart().getLine(), 155, name, statement);
            }
            once.note(name, context);
            named.add(new BackupOption(name, operand(context, operand)));
        }

        private static @Nullable Expression operand(TsqlGrammar.NamedOptionContext context, Operand operand) {
            boolean written = context.getChildCount() > 1;
            boolean allowed =
                    written ? operand != Operand.NONE : operand == Operand.NONE || operand == Operand.OPTIONAL_NUMBER;
            if (!allowed) {
                throw Refusal.near(context.getStop());
            }
            if (!written) {
                return null;
            }
            TerminalNode wrong = operand == Operand.TEXT ? context.INTEGER() : context.STRING();
            if (wrong != null) {
                throw Refusal.near(wrong.getSymbol());
            }
            return value(context.getStop());
        }
    }
}
