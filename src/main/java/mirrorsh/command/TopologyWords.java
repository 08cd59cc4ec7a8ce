package mirrorsh.command;

import mirrorsh.diagnosis.Triangle;

/** A session in a few words. */
final class TopologyWords {
    private TopologyWords() {}

    /** {@code safety FULL, automatic failover ready}. */
    static String readiness(Triangle session) {
        if (!session.full()) {
            return "safety OFF: high performance, forced service only";
        }
        if (session.isReadyForAutomaticFailover()) {
            return "safety FULL, automatic failover ready";
        }
        if (!session.hasWitness()) {
            return "safety FULL, no witness: manual failover only";
        }
        return "safety FULL, automatic failover not ready: " + obstacle(session);
    }

    private static String obstacle(Triangle session) {
        if (!session.partners()) {
            return "the partners are not linked";
        }
        if (!session.caughtUp()) {
            return "the mirror has not caught up";
        }
        String alone = session.principalToWitness() ? session.mirror() : session.principal();
        return alone + " does not see the witness";
    }
}
