package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Link;
import mirrorsh.model.Login;
import mirrorsh.model.MirroringSession;
import org.jspecify.annotations.Nullable;

/** Mirrored databases with both partners side by side, as read back from both. */
record PairView(List<HostState> hosts) {
    /** The lines of it; none when no two of the hosts mirror a database. */
    List<String> lines(Console console) {
        List<String> lines = new ArrayList<>();
        Map<String, HostState> mirrors = mirrors();
        for (HostState host : hosts) {
            for (Database database : host.databases()) {
                Optional<MirroringSession> session = database.session().filter(MirroringSession::isPrincipal);
                Optional<HostState> mirror = session.map(own -> mirrors.get(key(own)));
                if (session.isPresent() && mirror.isPresent()) {
                    lines.addAll(pair(console, host, mirror.get(), database, session.get()));
                }
            }
        }
        if (!lines.isEmpty()) {
            lines.addAll(proofs());
        }
        return lines;
    }

    /** The first host that is the mirror of each session. */
    private Map<String, HostState> mirrors() {
        Map<String, HostState> mirrors = new HashMap<>();
        for (HostState host : hosts) {
            for (Database database : host.databases()) {
                database.session()
                        .filter(MirroringSession::isMirror)
                        .ifPresent(session -> mirrors.putIfAbsent(key(session), host));
            }
        }
        return mirrors;
    }

    private static String key(MirroringSession session) {
        return session.guid().toLowerCase(Locale.ROOT);
    }

    private static List<String> pair(
            Console console, HostState principal, HostState mirror, Database database, MirroringSession session) {
        String copy = mirror.database(database.name()).map(Database::state).orElse("");
        List<@Nullable String> row = Arrays.asList(
                database.name(),
                console.paint(Tone.PRINCIPAL, "PRINCIPAL") + "  " + database.state() + " →",
                console.paint(Tone.MIRROR, "MIRROR") + "  " + copy,
                session.state());
        List<String> lines = new ArrayList<>(
                new Grid(List.of("database", principal.host(), mirror.host(), "state"), List.of(row)).lines(console));
        String back = mirror.database(database.name())
                .flatMap(Database::session)
                .map(MirroringSession::partner)
                .orElse("");
        lines.add("   " + mode(session) + "   " + back + " ⇄ " + session.partner());
        return lines;
    }

    /** The operating mode that safety and witness add up to. */
    static String mode(MirroringSession session) {
        if (session.safety().equals("OFF")) {
            return "high performance";
        }
        return session.witness().isEmpty() ? "high safety" : "high safety with automatic failover";
    }

    /** What the live links prove of who accepted whom by which certificate. */
    private Set<String> proofs() {
        Set<String> proofs = new LinkedHashSet<>();
        for (HostState host : hosts) {
            for (Link link : host.links()) {
                Optional<Certificate> certificate = host.certificate(link.peerCertificateId());
                if (link.accepted() && certificate.isPresent()) {
                    String login = host.login(link.principal()).map(Login::name).orElse(link.principal());
                    proofs.add(" Proven: " + host.host() + " accepted the login [" + login + "] by certificate ["
                            + certificate.get().name() + "].");
                }
            }
        }
        return proofs;
    }
}
