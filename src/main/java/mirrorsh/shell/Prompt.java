package mirrorsh.shell;

import java.util.List;
import java.util.Optional;
import mirrorsh.command.Session;
import mirrorsh.command.Tone;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;

/** The prompt: the current host, and at the right its roles as they were last seen. */
final class Prompt {
    private Prompt() {}

    /** {@code mirrorsh:HOST_A> }. */
    static String of(Session session, TerminalConsole console) {
        String host = session.current();
        if (host.isEmpty()) {
            return "mirrorsh> ";
        }
        List<MirroringSession> sessions = sessions(session);
        boolean principal = sessions.stream().anyMatch(MirroringSession::isPrincipal);
        boolean mirror = sessions.stream().anyMatch(MirroringSession::isMirror);
        String shown =
                principal ? console.paint(Tone.PRINCIPAL, host) : mirror ? console.paint(Tone.MIRROR, host) : host;
        return "mirrorsh:" + shown + "> ";
    }

    /** {@code PRINCIPAL SYNCHRONIZED}; empty when nothing is mirrored or known. */
    static String aside(Session session, TerminalConsole console) {
        Optional<MirroringSession> first = sessions(session).stream().findFirst();
        return first.map(s -> console.paint(Tone.FAINT, s.role() + " " + s.state()))
                .orElse("");
    }

    private static List<MirroringSession> sessions(Session session) {
        Optional<HostState> seen = session.seen().find(session.current());
        return seen.stream()
                .flatMap(host -> host.databases().stream())
                .map(Database::session)
                .flatMap(Optional::stream)
                .toList();
    }
}
