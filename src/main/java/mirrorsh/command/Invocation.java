package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.UsageException;

/**
 * One command line: the options that every command takes, wherever they stand, and what is left.
 *
 * @param hostFile value of {@code --hosts}, empty when it is not given
 * @param confirm value of {@code --confirm}: the name that a dangerous command wants typed; empty when it is not given
 * @param words the command and its arguments; empty for the interactive shell
 */
public record Invocation(
        boolean lab,
        String hostFile,
        boolean yes,
        boolean json,
        boolean color,
        boolean version,
        boolean help,
        String confirm,
        List<String> words) {
    public Invocation {
        words = List.copyOf(words);
    }

    /** @throws UsageException when {@code --hosts} or {@code --confirm} has no value */
    public static Invocation of(List<String> arguments) {
        Reading reading = new Reading();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                reading.words.addAll(arguments.subList(i, arguments.size()));
                break;
            } else if (argument.equals("--hosts")) {
                if (i + 1 == arguments.size()) {
                    throw new UsageException("The option --hosts needs a file.", "mirrorsh --hosts FILE");
                }
                reading.hostFile = arguments.get(++i);
            } else if (argument.startsWith("--hosts=")) {
                reading.hostFile = argument.substring("--hosts=".length());
            } else if (argument.equals("--confirm")) {
                if (i + 1 == arguments.size()) {
                    throw new UsageException("The option --confirm needs a name.", "--confirm NAME");
                }
                reading.confirm = arguments.get(++i);
            } else if (argument.startsWith("--confirm=")) {
                reading.confirm = argument.substring("--confirm=".length());
            } else if (argument.equals("--version") && i + 1 < arguments.size() && namesRelease(arguments.get(i + 1))) {
                reading.words.add(argument); // lab serve --version 2014, not a question about this program
            } else if (!reading.takes(argument)) {
                reading.words.add(argument);
            }
        }
        return reading.invocation();
    }

    private static boolean namesRelease(String word) {
        return word.matches("(\\w+=)?20\\d\\d(,.*)?");
    }

    /** The same with other words. */
    Invocation withWords(List<String> others) {
        return new Invocation(lab, hostFile, yes, json, color, version, help, confirm, others);
    }

    /** These options together with the ones that the whole session was started with. */
    public Invocation under(Invocation session) {
        return new Invocation(
                session.lab,
                session.hostFile,
                yes || session.yes,
                json || session.json,
                color && session.color,
                version,
                help,
                confirm,
                words);
    }

    private static final class Reading {
        private final List<String> words = new ArrayList<>();
        private String hostFile = "";
        private String confirm = "";
        private boolean lab;
        private boolean yes;
        private boolean json;
        private boolean color = true;
        private boolean version;
        private boolean help;

        private boolean takes(String argument) {
            switch (argument) {
                case "--lab" -> lab = true;
                case "--yes" -> yes = true;
                case "--json" -> json = true;
                case "--no-color" -> color = false;
                case "--version" -> version = true;
                case "--help", "-h" -> help = true;
                default -> {
                    return false;
                }
            }
            return true;
        }

        private Invocation invocation() {
            return new Invocation(lab, hostFile, yes, json, color, version, help, confirm, words);
        }
    }
}
