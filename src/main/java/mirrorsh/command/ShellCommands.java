package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The shell's own commands. */
final class ShellCommands {
    private ShellCommands() {}

    /** {@code help [COMMAND]}. */
    @Command(name = "help", description = "Show the commands, or one of them", footer = "  help cert import")
    static final class Help implements Doing {
        @Parameters(arity = "0..2", paramLabel = "COMMAND", description = "The command, one word or two; or procedure")
        private List<String> words = new ArrayList<>();

        @Override
        public Result run(Session session) {
            if (words.equals(List.of("procedure"))) {
                List<String> hosts = session.hosts().names();
                return new ProcedureResult(Examination.ofStates(session, hosts).states());
            }
            return words.isEmpty()
                    ? new TextResult(HelpText.overview())
                    : new TextResult(CommandHelp.of(
                            String.join(" ", words), session.console().columns()));
        }
    }

    /** {@code history}. */
    @Command(name = "history", description = "Show what was typed before", footer = "  history")
    static final class History implements Doing {
        @Override
        public Result run(Session session) {
            return new TextResult(session.console().history());
        }
    }

    /** {@code clear}. */
    @Command(name = "clear", description = "Clear the screen", footer = "  clear")
    static final class Clear implements Doing {
        @Override
        public Result run(Session session) {
            session.console().clear();
            return new TextResult(List.of());
        }
    }

    /** {@code exit}; the shell itself watches for it. */
    @Command(name = "exit", description = "Leave the shell", footer = "  exit")
    static final class Exit implements Doing {
        @Override
        public Result run(Session session) {
            return new TextResult(List.of());
        }
    }
}
