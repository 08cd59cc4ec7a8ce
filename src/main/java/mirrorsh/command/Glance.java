package mirrorsh.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;

/**
 * What is known of the current host without asking it: what it is called, what it does, and how that stood when it was last read.
 *
 * @param host empty before the first connection
 * @param production whether it is one to be careful with
 * @param state as it was last read; empty when it never was
 * @param age how long ago that was
 * @param connected all connected hosts
 */
public record Glance(String host, boolean production, Optional<HostState> state, Duration age, List<String> connected) {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_NAMES = 4;

    /** What the host is to mirroring. */
    public enum Role {
        NONE,
        PRINCIPAL,
        MIRROR,
        WITNESS
    }

    /** Its first role, the principal's before the mirror's. */
    public Role role() {
        if (sessions().anyMatch(MirroringSession::isPrincipal)) {
            return Role.PRINCIPAL;
        }
        if (sessions().anyMatch(MirroringSession::isMirror)) {
            return Role.MIRROR;
        }
        return state.filter(host -> !host.witnessed().isEmpty()).isPresent() ? Role.WITNESS : Role.NONE;
    }

    private Stream<MirroringSession> sessions() {
        return state.stream().flatMap(host -> host.databases().stream()).flatMap(d -> d.session().stream());
    }

    /** {@code PRINCIPAL SYNCHRONIZED ×2, MIRROR SUSPENDED, 3 min ago}; empty when nothing is mirrored or known. */
    public String health() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        state.ifPresent(host -> host.databases()
                .forEach(database -> database.session()
                        .ifPresent(session -> counts.merge(summary(database, session), 1, Integer::sum))));
        if (counts.isEmpty() && role() == Role.WITNESS) {
            counts.put("WITNESS", 1);
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((what, count) -> parts.add(count == 1 ? what : what + " ×" + count));
        if (!parts.isEmpty() && age.compareTo(FRESH) > 0) {
            parts.add(age.toMinutes() + " min ago");
        }
        return String.join(", ", parts);
    }

    private static String summary(Database database, MirroringSession session) {
        boolean usual = session.isPrincipal() ? database.isOnline() : database.isRestoring();
        return session.role() + " " + session.state() + (usual ? "" : " " + database.state());
    }

    /** Whether something of it is not as it should be. */
    public boolean isUnwell() {
        return sessions()
                .anyMatch(session -> session.state().equals("SUSPENDED")
                        || session.state().equals("DISCONNECTED")
                        || session.witnessState().equals("DISCONNECTED"));
    }

    /** The other connected hosts, or how many there are; empty for none. */
    public String others() {
        List<String> others =
                connected.stream().filter(name -> !name.equals(host)).toList();
        String names = others.size() > MOST_NAMES ? others.size() + " hosts" : String.join(" ", others);
        return names.isEmpty() || host.isEmpty() ? names : "+ " + names;
    }
}
