package mirrorsh.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command model, made once, by its first use. Safe to share between threads. */
final class CommandModel {
    private @Nullable CommandLine root;

    synchronized CommandLine root() {
        CommandLine known = root;
        if (known == null) {
            known = Root.model();
            root = known;
        }
        return known;
    }

    /** The command of that name, one word or two. */
    Optional<CommandLine> find(String name) {
        Optional<CommandLine> found = Optional.of(root());
        for (String word : name.split(" ")) {
            found = found.map(command -> command.getSubcommands().get(word));
        }
        return found;
    }

    static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(option -> option.startsWith("--"))
                .toList();
    }

    /** Every command that does something, as {@code cert import}. */
    Stream<String> names() {
        return root().getSubcommands().entrySet().stream().flatMap(entry -> {
            CommandLine command = entry.getValue();
            Stream<String> own =
                    command.getCommandSpec().userObject() instanceof Doing ? Stream.of(entry.getKey()) : Stream.empty();
            Stream<String> below =
                    command.getSubcommands().keySet().stream().map(second -> entry.getKey() + " " + second);
            return Stream.concat(own, below);
        });
    }
}
