package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.diagnosis.Expiry;
import mirrorsh.diagnosis.Triangle;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * What is to be seen of a session: its instances and the links between them.
 *
 * @param witness empty without one
 * @param state of the session, as the principal has it where that is connected
 * @param queues {@code send 0 KB redo 4 KB}, as far as it can be seen
 */
record SessionPicture(
        Triangle session, Node principal, Node mirror, Optional<Node> witness, String state, String queues) {
    /**
     * An instance in it.
     *
     * @param address where its endpoint listens
     * @param detail encryption and certificate, empty when it is not connected
     * @param warned its certificate expires soon
     */
    record Node(String name, String role, String address, String detail, boolean warned) {
        Map<String, String> json() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("host", name);
            fields.put("address", address);
            fields.put("detail", detail);
            return fields;
        }
    }

    /** All sessions of hosts. */
    static List<SessionPicture> of(Observation seen) {
        return Triangle.of(seen).stream().map(session -> of(session, seen)).toList();
    }

    private static SessionPicture of(Triangle session, Observation seen) {
        Optional<MirroringSession> principal = row(seen, session.principal(), session.database());
        Optional<MirroringSession> mirror = row(seen, session.mirror(), session.database());
        String witness =
                principal.or(() -> mirror).map(MirroringSession::witness).orElse("");
        return new SessionPicture(
                session,
                node(seen, session.principal(), "PRINCIPAL", mirror.map(MirroringSession::partner)),
                node(seen, session.mirror(), "MIRROR", principal.map(MirroringSession::partner)),
                session.hasWitness()
                        ? Optional.of(node(seen, session.witness(), "WITNESS", Optional.of(witness)))
                        : Optional.empty(),
                principal.or(() -> mirror).map(MirroringSession::state).orElse("UNKNOWN"),
                queues(session, seen));
    }

    private static String queues(Triangle session, Observation seen) {
        String send = seen.find(session.principal())
                .flatMap(host -> host.queue(session.database()))
                .map(queue -> "send " + queue.sendKb() + " KB")
                .orElse("");
        String redo = seen.find(session.mirror())
                .flatMap(host -> host.queue(session.database()))
                .map(queue -> "redo " + queue.redoKb() + " KB")
                .orElse("");
        return (send + " " + redo).strip();
    }

    private static Optional<MirroringSession> row(Observation seen, String host, String database) {
        return seen.find(host).flatMap(state -> state.database(database)).flatMap(Database::session);
    }

    private static Node node(Observation seen, String host, String role, Optional<String> address) {
        Optional<Endpoint> endpoint = seen.find(host).flatMap(state -> state.endpoint());
        Optional<Expiry.Expiring> own = Expiry.of(seen).certificates().stream()
                .filter(each -> each.isOwn() && each.host().equals(host))
                .findFirst();
        String detail = endpoint.map(e -> (e.encryption().equals("NONE") ? "not encrypted" : e.encryption())
                        + own.map(each -> ", " + each.certificate() + " " + each.daysLeft() + " d")
                                .orElse(""))
                .orElse(seen.silences().containsKey(host) ? "does not answer" : "");
        return new Node(
                host,
                role,
                address.filter(given -> !given.isEmpty())
                        .orElse(endpoint.map(e -> ":" + e.port()).orElse("not connected")),
                detail,
                own.filter(each -> each.level() != Expiry.Level.FINE).isPresent());
    }

    Map<String, ?> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("database", session.database());
        fields.put("state", state);
        fields.put("safety", session.full() ? "FULL" : "OFF");
        fields.put("automatic_failover", session.isReadyForAutomaticFailover());
        fields.put("principal", principal.json());
        fields.put("mirror", mirror.json());
        witness.ifPresent(node -> fields.put("witness", node.json()));
        fields.put("partners_linked", session.partners());
        fields.put("principal_sees_witness", session.principalToWitness());
        fields.put("mirror_sees_witness", session.mirrorToWitness());
        fields.put("queues", queues);
        return fields;
    }
}
