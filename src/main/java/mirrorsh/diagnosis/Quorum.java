package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a session if a host or a link is lost now (sessions.md §6).
 *
 * @param losses single hosts first, then two at once, then links
 */
public record Quorum(Triangle session, List<Loss> losses) {
    public Quorum {
        losses = List.copyOf(losses);
    }

    /** How a loss ends. */
    public enum Outcome {
        /** The principal serves and the mirror follows. */
        GOES_ON,
        /** The principal serves, nothing is copied. */
        EXPOSED,
        /** The mirror becomes the principal by itself. */
        TAKEN_OVER,
        /** Nobody serves until an operator forces the mirror to, or the principal comes back. */
        WAITS,
        /** Nobody serves, and nobody can be made to but by ending the session. */
        STOPPED
    }

    /**
     * One loss.
     *
     * @param lost hosts, or one link as {@code HOST_A - HOST_B}
     * @param consequence in words, without a full stop
     * @param wayOut what to do, empty where nothing has to be done
     */
    public record Loss(List<String> lost, Outcome outcome, String consequence, String wayOut) {
        public Loss {
            lost = List.copyOf(lost);
        }
    }

    public static Quorum of(Triangle session) {
        List<Loss> losses = new ArrayList<>();
        LossOf now = LossOf.nothing(session);
        String principal = session.principal();
        String mirror = session.mirror();
        String witness = session.witness();
        losses.add(now.without(principal).loss(List.of(principal)));
        losses.add(now.without(mirror).loss(List.of(mirror)));
        if (session.hasWitness()) {
            losses.add(now.without(witness).loss(List.of(witness)));
            losses.add(now.without(mirror).without(witness).loss(List.of(mirror, witness)));
            losses.add(now.without(principal).without(witness).loss(List.of(principal, witness)));
        }
        losses.add(now.withoutPartners().loss(List.of(link(principal, mirror))));
        if (session.hasWitness()) {
            losses.add(now.withoutPrincipalToWitness().loss(List.of(link(principal, witness))));
            losses.add(now.withoutMirrorToWitness().loss(List.of(link(mirror, witness))));
        }
        return new Quorum(session, losses);
    }

    private static String link(String one, String other) {
        return one + " - " + other;
    }

    /** {@code {"database":..., "losses":[{"lost":[...],"outcome":...,"consequence":...,"wayOut":...}]}}. */
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("database", session.database());
        fields.put("automaticFailover", session.isReadyForAutomaticFailover());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Loss loss : losses) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("lost", loss.lost());
            row.put("outcome", loss.outcome().name());
            row.put("consequence", loss.consequence());
            row.put("wayOut", loss.wayOut());
            rows.add(row);
        }
        fields.put("losses", rows);
        return fields;
    }
}
