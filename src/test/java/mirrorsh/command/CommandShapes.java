package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What can be typed to each command, drawn from the command model: a test over it meets every new command. */
public final class CommandShapes {
    private CommandShapes() {}

    /**
     * One command.
     *
     * @param example the words of the example in its help
     * @param texts its options that take a name, a path or any other text
     */
    public record Shape(String name, List<String> example, List<String> texts) {
        /** Where in the example words stand that are arguments, no options and no values of options. */
        public List<Integer> arguments() {
            List<Integer> places = new ArrayList<>();
            for (int i = name.split(" ").length; i < example.size(); i++) {
                boolean value = i > 0 && example.get(i - 1).startsWith("--");
                if (!example.get(i).startsWith("--") && !value) {
                    places.add(i);
                }
            }
            return places;
        }

        /** The example with another word at a place. */
        public List<String> with(int place, String word) {
            List<String> words = new ArrayList<>(example);
            words.set(place, word);
            return words;
        }

        /** The example with a value for an option, in place of the one that it has. */
        public List<String> with(String option, String value) {
            List<String> words = new ArrayList<>(example);
            int at = words.indexOf(option);
            if (at >= 0) {
                words.subList(at, at + 2).clear();
            }
            words.add(option + "=" + value);
            return words;
        }
    }

    /** All of them, in the order of the index. */
    public static List<Shape> all() {
        CommandModel model = new CommandModel();
        List<Shape> shapes = new ArrayList<>();
        for (CommandIndex.Entry entry : CommandIndex.entries()) {
            CommandLine command = model.find(entry.name()).orElseThrow();
            List<String> texts = command.getCommandSpec().options().stream()
                    .filter(CommandShapes::isText)
                    .map(option -> option.longestName())
                    .toList();
            shapes.add(new Shape(entry.name(), example(command), texts));
        }
        return shapes;
    }

    private static boolean isText(ArgSpec argument) {
        Class<?> type = argument.type();
        return argument.arity().max() > 0
                && (type.equals(String.class) || type.equals(Path.class) || Collection.class.isAssignableFrom(type));
    }

    private static List<String> example(CommandLine command) {
        String[] footer = command.getCommandSpec().usageMessage().footer();
        String line = Arrays.stream(footer)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(command.getCommandName() + " has no example"));
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}
