package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.command.Commands.Completion;
import mirrorsh.model.Database;
import mirrorsh.runbook.RunbookLoader;
import picocli.CommandLine;

/** What can follow on a command line, from the session's own knowledge. */
final class Completions {
    private static final List<String> EVERYWHERE = List.of("--json", "--yes");
    private static final List<String> TAKE_HOSTS = List.of(
            "use", "disconnect", "partner set", "cert import", "cert copy", "login create", "user create", "grant");
    private static final List<String> TAKE_DATABASES =
            List.of("db prepare", "partner off", "partner failover", "safety full", "safety off", "status");
    private static final List<String> TAKE_RUNBOOKS = List.of("run", "plan", "script", "runbook show", "runbook check");

    private final Session session;
    private final CommandModel model;

    Completions(Session session, CommandModel model) {
        this.session = session;
        this.model = model;
    }

    /** @param words what stands before the word, without it */
    List<Completion> of(List<String> words, String word) {
        if (words.isEmpty()) {
            return CommandIndex.heads().stream()
                    .map(head -> new Completion(head, summary(head)))
                    .toList();
        }
        String last = words.get(words.size() - 1);
        if (last.equals("--on") || last.equals("--from")) {
            return hosts(word);
        }
        if (last.equals("--database")) {
            return databases();
        }
        List<String> below = CommandIndex.below(words.get(0));
        if (!below.isEmpty() && words.size() == 1) {
            return below.stream()
                    .map(name -> new Completion(name, summary(words.get(0) + " " + name)))
                    .toList();
        }
        String name = below.isEmpty() ? words.get(0) : words.get(0) + " " + words.get(1);
        return word.startsWith("-") ? options(name) : arguments(name, word);
    }

    private List<Completion> arguments(String name, String word) {
        if (TAKE_HOSTS.contains(name)) {
            return hosts(word);
        }
        if (name.equals("connect")) {
            return plain(session.knownHosts().stream());
        }
        if (TAKE_DATABASES.contains(name)) {
            return databases();
        }
        if (TAKE_RUNBOOKS.contains(name)) {
            return plain(RunbookLoader.in(session.folders().runbooks()).stream()
                    .map(Path::getFileName)
                    .map(file -> "runbooks/" + file));
        }
        if (name.equals("help")) {
            return plain(CommandIndex.heads().stream());
        }
        return List.of();
    }

    private List<Completion> options(String name) {
        Optional<CommandLine> command = model.find(name);
        List<Completion> options = new ArrayList<>();
        command.ifPresent(found -> found.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option ->
                        options.add(new Completion(option.longestName(), String.join(" ", option.description())))));
        EVERYWHERE.forEach(option -> options.add(new Completion(option, "")));
        return options;
    }

    /** Hosts, also behind a comma. */
    private List<Completion> hosts(String word) {
        String before = word.substring(0, word.lastIndexOf(',') + 1);
        return plain(session.knownHosts().stream().map(host -> before + host));
    }

    private List<Completion> databases() {
        return plain(session.seen().hosts().values().stream()
                .flatMap(host -> host.databases().stream())
                .map(Database::name)
                .distinct());
    }

    private static List<Completion> plain(Stream<String> values) {
        return values.map(value -> new Completion(value, "")).toList();
    }

    private static String summary(String name) {
        return CommandIndex.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(CommandIndex.Entry::summary)
                .findFirst()
                .orElse(String.join(", ", CommandIndex.below(name)));
    }
}
