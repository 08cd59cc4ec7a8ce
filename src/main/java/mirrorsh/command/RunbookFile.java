package mirrorsh.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.model.UsageException;
import mirrorsh.run.Origin;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Selection;
import mirrorsh.runbook.Approvals;
import mirrorsh.runbook.Parameter;
import mirrorsh.runbook.Runbook;
import mirrorsh.runbook.RunbookLoader;

/** A runbook as the operator names it: by path, or by its name among those that came with the program. */
final class RunbookFile {
    private static final int SHOWN = 16;

    private RunbookFile() {}

    /** @throws UsageException when there is none */
    static Path find(Session session, String name) {
        Path shipped = session.folders().runbooks();
        String file = name.endsWith(".groovy") ? name : name + ".groovy";
        Optional<Path> found = Stream.of(
                        Path.of(name), Path.of(file), shipped.resolveSibling(file), shipped.resolve(file))
                .filter(Files::isRegularFile)
                .findFirst();
        return found.orElseThrow(() -> unknown(name, RunbookLoader.in(shipped)));
    }

    private static UsageException unknown(String name, List<Path> shipped) {
        List<String> names = shipped.stream()
                .map(path -> String.valueOf(path.getFileName()).replaceFirst("\\.groovy$", ""))
                .toList();
        String plain = name.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.groovy$", "");
        return new UsageException(
                "There is no runbook at " + name + ".",
                CommandIndex.meant(plain, names).map(n -> "run " + n).orElse("runbook list"));
    }

    /** @param pairs {@code name=value} each */
    static Map<String, String> arguments(List<String> pairs) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException(
                        "'" + pair + "' is no argument of a runbook.", "NAME=VALUE, for example database=Sales");
            }
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return arguments;
    }

    /** Evaluates it, with the hosts spelled as they are connected. */
    static Runbook load(Session session, String name, Map<String, String> arguments) {
        return load(session, find(session, name), arguments);
    }

    static Runbook load(Session session, Path file, Map<String, String> arguments) {
        Map<String, String> asked = new LinkedHashMap<>();
        RunbookLoader loader = new RunbookLoader(session.secrets(), parameter -> {
            Optional<String> known = Optional.ofNullable(asked.get(parameter.name()));
            Optional<String> value = known.or(() -> ask(session, parameter));
            value.ifPresent(text -> asked.put(parameter.name(), text));
            return value;
        });
        Runbook runbook = loader.load(file, arguments);
        Map<String, String> spelled = new LinkedHashMap<>(arguments);
        runbook.roles().forEach((role, host) -> {
            String here = session.named(host);
            if (!here.equals(host)) {
                spelled.put(role, here);
            }
        });
        return spelled.equals(arguments) ? runbook : loader.load(file, spelled);
    }

    /** What a runbook needs and was not told; nobody is asked where nobody can answer. */
    private static Optional<String> ask(Session session, Parameter parameter) {
        if (session.invocation().json()
                || session.invocation().yes()
                || !session.console().interactive()) {
            return Optional.empty();
        }
        return session.console()
                .ask(parameter.name() + ", " + parameter.about() + " (" + parameter.accepts() + "): ")
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    static RunRequest request(Runbook runbook, String name, List<String> pairs) {
        StringBuilder command = new StringBuilder("run ").append(CommandText.quoted(name));
        pairs.forEach(pair -> command.append(' ').append(CommandText.quoted(pair)));
        return new RunRequest(
                runbook.title(),
                command.toString(),
                runbook.values(),
                runbook.summary(),
                runbook.stages(),
                Origin.of(runbook.file().toAbsolutePath().normalize().toString(), runbook.hash()),
                Selection.ALL);
    }

    /**
     * Asks about a runbook from outside the product, once for each content of it.
     *
     * @throws UsageException when it is not approved
     */
    static void requireApproval(Session session, Runbook runbook) {
        Approvals approvals = session.approvals();
        Path file = runbook.file().toAbsolutePath().normalize();
        Path shipped = session.folders().runbooks().toAbsolutePath().normalize();
        if (file.startsWith(shipped) || approvals.has(runbook.hash())) {
            return;
        }
        Console console = session.console();
        console.aside("The runbook " + file + " is not one of the product's. SHA-256 "
                + runbook.hash().substring(0, SHOWN) + "…");
        if (!session.invocation().yes() && !approvedByHand(session)) {
            throw new UsageException(
                    "The runbook " + file + " is not approved, so nothing of it was run.",
                    "runbook show " + file + ", then runbook approve " + file);
        }
        approve(session, runbook);
        console.aside("Approved, until it is edited.");
    }

    /** Remembers that a runbook is approved as it is. */
    static void approve(Session session, Runbook runbook) {
        Approvals approvals = session.approvals();
        try {
            approvals.approve(runbook.hash(), runbook.file().toAbsolutePath().normalize());
        } catch (IOException e) {
            throw UnwritableException.of(
                    "The approvals in " + approvals.file() + " cannot be written", e, "check that file");
        }
    }

    private static boolean approvedByHand(Session session) {
        if (session.invocation().json() || !session.console().interactive()) {
            return false;
        }
        return session.console()
                .ask("Its steps change your hosts. Approve it?  [y]es [n]o  ")
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                .isPresent();
    }
}
