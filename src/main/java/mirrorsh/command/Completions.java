package mirrorsh.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import mirrorsh.command.Commands.Completion;
import mirrorsh.host.Authentication;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.runbook.RunbookLoader;
import picocli.CommandLine;

/** What can follow on a command line, from the session's own knowledge. */
final class Completions {
    private static final List<String> EVERYWHERE = List.of("--json", "--yes");
    private static final List<String> TAKE_HOSTS = List.of(
            "use",
            "disconnect",
            "hosts forget",
            "partner set",
            "cert import",
            "cert copy",
            "login create",
            "user create",
            "grant",
            "revoke",
            "witness set");
    private static final List<String> TAKE_DATABASES = List.of(
            "db prepare",
            "db drop",
            "partner off",
            "partner failover",
            "partner force",
            "partner suspend",
            "partner resume",
            "partner timeout",
            "safety full",
            "safety off",
            "witness off",
            "monitor results",
            "status");
    private static final List<String> TAKE_CERTIFICATES = List.of("cert export", "cert drop");
    private static final List<String> TAKE_FILES = List.of("hosts save", "hosts load");
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
        Optional<List<Completion>> value = optionValue(words, last);
        if (value.isPresent()) {
            return value.get();
        }
        List<String> below = CommandIndex.below(words.get(0));
        if (!below.isEmpty() && words.size() == 1) {
            return below.stream()
                    .map(name -> new Completion(name, summary(words.get(0) + " " + name)))
                    .toList();
        }
        String name = name(words, below);
        if (name.equals("lab fault") && !word.startsWith("-")) {
            return words.size() == 2 ? plain(LabFault.names()) : hosts(word);
        }
        return word.startsWith("-") ? options(name) : arguments(words, name, word);
    }

    /** One word where the second is no subcommand, as in {@code hosts --json}. */
    private static String name(List<String> words, List<String> below) {
        boolean two = words.size() > 1 && below.contains(words.get(1));
        return two ? words.get(0) + " " + words.get(1) : words.get(0);
    }

    /** What an option that stands before the word takes; empty when it is none of those. */
    private Optional<List<Completion>> optionValue(List<String> words, String last) {
        String group = words.get(0);
        return switch (last) {
            case "--database", "-d" -> Optional.of(databases());
            case "--auth" -> Optional.of(plain(Authentication.Method.words().stream()));
            case "--certificate" -> Optional.of(certificates());
            case "--endpoint" -> Optional.of(endpoints());
            case "--login" -> Optional.of(logins());
            case "--name" ->
                switch (group) {
                    case "cert" -> Optional.of(certificates());
                    case "endpoint" -> Optional.of(endpoints());
                    case "login" -> Optional.of(logins());
                    default -> Optional.empty();
                };
            case "--confirm" -> Optional.of(group.equals("cert") ? hosts("") : databases());
            default -> Optional.empty();
        };
    }

    private List<Completion> certificates() {
        return seen(host -> host.certificates().stream().map(Certificate::name));
    }

    private List<Completion> endpoints() {
        return seen(host -> host.endpoint().stream().map(Endpoint::name));
    }

    private List<Completion> logins() {
        return seen(host -> host.logins().stream().map(Login::name));
    }

    private List<Completion> seen(Function<HostState, Stream<String>> names) {
        return plain(session.seen().hosts().values().stream().flatMap(names).distinct());
    }

    /** Files and folders beside the word, as the word writes its folder. */
    private static List<Completion> files(String word) {
        String before = word.substring(0, word.lastIndexOf('/') + 1);
        try (Stream<Path> found = Files.list(Path.of(before.isEmpty() ? "." : before))) {
            return found.map(path -> before + path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
                    .sorted()
                    .map(value -> new Completion(value, ""))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // no such folder: nothing to complete
        }
    }

    private List<Completion> arguments(List<String> words, String name, String word) {
        if (TAKE_HOSTS.contains(name)) {
            return hosts(word);
        }
        if (name.equals("connect")) {
            return plain(session.knownHosts().stream());
        }
        if (TAKE_DATABASES.contains(name)) {
            return databases();
        }
        if (TAKE_CERTIFICATES.contains(name)) {
            return certificates();
        }
        if (name.equals("logins sync")) {
            return logins();
        }
        if (TAKE_FILES.contains(name)) {
            return files(word);
        }
        if (TAKE_RUNBOOKS.contains(name)) {
            return plain(RunbookLoader.in(session.folders().runbooks()).stream()
                    .map(Path::getFileName)
                    .map(file -> "runbooks/" + file));
        }
        if (name.equals("set")) {
            return settings(words);
        }
        if (name.equals("help")) {
            return plain(CommandIndex.heads().stream());
        }
        return List.of();
    }

    /** The settings, or the values of one. */
    private List<Completion> settings(List<String> words) {
        List<String> typed =
                words.stream().filter(each -> !each.startsWith("-")).toList();
        if (typed.size() == 1) {
            return Arrays.stream(Setting.values())
                    .map(setting -> new Completion(setting.word(), setting.about()))
                    .toList();
        }
        return typed.size() == 2 && Setting.names().contains(typed.get(1))
                ? plain(Setting.named(typed.get(1)).words().stream())
                : List.of();
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
        return seen(host -> host.databases().stream().map(Database::name));
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
