package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Option;

/** The hosts that a command acts on: {@code --on}, else the current one. */
final class HostScope {
    @Option(
            names = "--on",
            split = ",",
            paramLabel = "HOST",
            description = "Act on these hosts instead of the current one")
    private List<String> on = new ArrayList<>();

    /** The hosts asked for; without {@code --on} the current one. */
    List<String> hosts(Session session) {
        if (!on.isEmpty()) {
            return session.named(on);
        }
        if (!session.current().isEmpty()) {
            return List.of(session.current());
        }
        List<String> known = session.knownHosts();
        if (known.size() == 1) {
            return session.named(known);
        }
        throw new UsageException("No host is chosen.", "--on HOST, or connect NAME SERVER first");
    }

    /** The hosts asked for; without {@code --on} all of them. */
    List<String> hostsOrAll(Session session) {
        return session.named(on.isEmpty() ? knownHosts(session) : on);
    }

    /** The names asked for, not yet connected; without {@code --on} all that are known. */
    List<String> asked(Session session) {
        return on.isEmpty() ? knownHosts(session) : session.named(on);
    }

    private static List<String> knownHosts(Session session) {
        if (session.knownHosts().isEmpty()) {
            throw new UsageException("No host is connected.", "connect NAME SERVER, or start with --lab");
        }
        return session.knownHosts();
    }

    /** The one host asked for. */
    String host(Session session) {
        List<String> hosts = hosts(session);
        if (hosts.size() > 1) {
            throw new UsageException("This acts on one host at a time.", "--on " + hosts.get(0));
        }
        return hosts.get(0);
    }
}
