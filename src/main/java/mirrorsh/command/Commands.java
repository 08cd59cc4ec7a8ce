package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;
import mirrorsh.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Executes command lines. The command model behind it is made by its first use. */
public final class Commands {
    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    private final Session session;
    private CommandModel model = new CommandModel();

    public Commands(Session session) {
        this.session = session;
    }

    /** Makes the command model ahead of its first use; from any thread. */
    public void warmUp() {
        model.root();
    }

    /**
     * Executes one command.
     *
     * @param line its words and the options in force
     * @return one of {@link ExitCode}
     */
    public int execute(Invocation line) {
        session.invocation(line);
        return session.recorded(line.words(), () -> answered(line));
    }

    private int answered(Invocation line) {
        try {
            Invocation asked = line.help() ? line.withWords(helpFor(line.words())) : line;
            refuseUnknown(asked.words());
            return perform(asked);
        } catch (MirrorException problem) {
            int code = Complaint.tell(problem, session.console(), line.json());
            Unasked.explain(problem, session);
            return code;
        } catch (ParameterException e) {
            return Complaint.tell(misused(e), session.console(), line.json());
        } catch (RuntimeException mistake) {
            return Mishap.tell(mistake, session.folders(), session.console()::aside);
        }
    }

    private static List<String> helpFor(List<String> words) {
        List<String> help = new ArrayList<>(List.of("help"));
        help.addAll(
                words.stream().filter(word -> !word.startsWith("-")).limit(2).toList());
        return help;
    }

    /** Known by the index alone, so that a typing error is told at once. */
    private void refuseUnknown(List<String> words) {
        String head = words.get(0);
        if (!CommandIndex.heads().contains(head)) {
            throw unknown(head, head, CommandIndex.heads());
        }
        List<String> below = CommandIndex.below(head);
        boolean group = !below.isEmpty()
                && CommandIndex.entries().stream().noneMatch(e -> e.name().equals(head));
        if (group && words.size() > 1 && !below.contains(words.get(1))) {
            throw unknown(head + " " + words.get(1), words.get(1), below);
        }
        if (group && words.size() == 1) {
            throw new UsageException(head + " needs a second word: " + String.join(", ", below) + ".", "help " + head);
        }
    }

    private static UsageException unknown(String typed, String word, List<String> names) {
        String prefix = typed.substring(0, typed.length() - word.length());
        Optional<String> meant = CommandIndex.meant(word, names);
        return new UsageException(
                "There is no command " + typed + ".",
                meant.map(name -> prefix + name).orElse(prefix.isEmpty() ? "help" : "help " + prefix.strip()));
    }

    private int perform(Invocation line) {
        CommandLine root = model.root();
        ParseResult parsed = root.parseArgs(line.words().toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        if (!(parsed.commandSpec().userObject() instanceof Doing doing)) {
            throw new UsageException(
                    "That is not a whole command.", "help " + line.words().get(0));
        }
        Result result = doing.run(session);
        if (line.json() && !result.isTold()) {
            session.console().line(new Json().write(result.json()));
        } else if (!line.json()) {
            result.show(session.console());
            if (result instanceof SqlResult answers) {
                answers.hosts().forEach(one -> Unasked.explain(one.problem(), session));
            }
        }
        return result.exitCode();
    }

    private static UsageException misused(ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName(" ").strip();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            List<String> options = CommandModel.options(e.getCommandLine());
            Optional<String> meant = word.startsWith("-") ? CommandIndex.meant(word, options) : Optional.empty();
            return new UsageException(
                    name + " does not know " + word + ".",
                    meant.map(option -> name + " ... " + option).orElse("help " + name));
        }
        String what = e instanceof MissingParameterException
                ? name + " needs more: " + missing((MissingParameterException) e) + "."
                : notNumber(e).orElse(String.valueOf(e.getMessage()));
        return new UsageException(what, "help " + name);
    }

    private static Optional<String> notNumber(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        return argument == null || e.getValue() == null || !WHOLE_NUMBERS.contains(argument.type())
                ? Optional.empty()
                : Optional.of(label(argument) + " is to be a whole number, not " + e.getValue() + ".");
    }

    private static String missing(MissingParameterException e) {
        return String.join(
                ", ",
                e.getMissing().stream()
                        .map(argument -> label(argument) + (argument.isOption() ? " " + argument.paramLabel() : ""))
                        .toList());
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** What the word at the end of a line can become, from what the session knows; never goes to the network. */
    public List<Completion> completions(List<String> words, String word) {
        return new Completions(session, model).of(words, word);
    }

    /**
     * A way to complete a word.
     *
     * @param about a few words on it, empty for none
     */
    public record Completion(String value, String about) {}
}
