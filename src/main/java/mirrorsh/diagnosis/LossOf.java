package mirrorsh.diagnosis;

import java.util.List;
import mirrorsh.diagnosis.Quorum.Loss;
import mirrorsh.diagnosis.Quorum.Outcome;

/** Hosts and links that are left of a session, and what follows from that: the table of sessions.md §6. */
record LossOf(Triangle before, boolean principal, boolean mirror, boolean partners, boolean first, boolean second) {
    static LossOf nothing(Triangle now) {
        return new LossOf(
                now,
                true,
                true,
                now.partners(),
                now.hasWitness() && now.principalToWitness(),
                now.hasWitness() && now.mirrorToWitness());
    }

    LossOf without(String host) {
        boolean isPrincipal = host.equals(before.principal());
        boolean isMirror = host.equals(before.mirror());
        boolean isWitness = host.equals(before.witness());
        return new LossOf(
                before,
                principal && !isPrincipal,
                mirror && !isMirror,
                partners && !isPrincipal && !isMirror,
                first && !isPrincipal && !isWitness,
                second && !isMirror && !isWitness);
    }

    LossOf withoutPartners() {
        return new LossOf(before, principal, mirror, false, first, second);
    }

    LossOf withoutPrincipalToWitness() {
        return new LossOf(before, principal, mirror, partners, false, second);
    }

    LossOf withoutMirrorToWitness() {
        return new LossOf(before, principal, mirror, partners, first, false);
    }

    Loss loss(List<String> lost) {
        if (principal && (partners || first || !before.hasWitness())) {
            return partners ? goesOn(lost) : exposed(lost);
        }
        if (!before.hasWitness()) {
            return waits(lost, before.mirror() + " waits; nobody serves");
        }
        if (mirror && second) {
            return before.isReadyForAutomaticFailover() ? takenOver(lost) : stalled(lost);
        }
        return principal ? closed(lost) : alone(lost);
    }

    private Loss goesOn(List<String> lost) {
        if (!before.hasWitness() || first && second) {
            return new Loss(lost, Outcome.GOES_ON, "both go on", "");
        }
        boolean last = !first && !second;
        return new Loss(
                lost,
                Outcome.GOES_ON,
                "both go on; no automatic failover" + (last ? "; losing one more stops the database" : ""),
                last ? "witness off " + before.database() + " --on " + before.principal() + " if it stays away" : "");
    }

    private Loss exposed(List<String> lost) {
        return new Loss(lost, Outcome.EXPOSED, before.principal() + " goes on, exposed; nothing is copied", "");
    }

    private Loss takenOver(List<String> lost) {
        String closes = principal ? "; " + before.principal() + " closes its copy (955)" : "";
        return new Loss(
                lost,
                Outcome.TAKEN_OVER,
                before.mirror() + " takes over by itself (about " + before.timeoutSeconds() + " s)" + closes,
                "");
    }

    /** Mirror and witness agree, but the mirror may not take over by itself. */
    private Loss stalled(List<String> lost) {
        String why = !before.full()
                ? "safety is OFF"
                : !before.caughtUp() ? "it had not caught up" : "not all three were linked before";
        return waits(
                lost,
                (principal ? before.principal() + " closes the database (955); " : "") + before.mirror() + " waits: "
                        + why);
    }

    private Loss waits(List<String> lost, String consequence) {
        return new Loss(
                lost,
                Outcome.WAITS,
                consequence,
                "partner force " + before.database() + " --on " + before.mirror() + ", which loses what was not sent");
    }

    private Loss closed(List<String> lost) {
        String off = "witness off " + before.database() + " --on " + before.principal();
        return new Loss(
                lost,
                Outcome.STOPPED,
                before.principal() + " closes the database (955)",
                off + " while " + before.mirror() + " is reachable; afterwards only partner off " + before.database()
                        + " --on " + before.principal());
    }

    private Loss alone(List<String> lost) {
        return new Loss(
                lost,
                Outcome.STOPPED,
                mirror ? "nobody serves: " + before.mirror() + " is alone" : "nobody serves",
                mirror
                        ? "partner off " + before.database() + " --on " + before.mirror()
                                + ", then RESTORE DATABASE WITH RECOVERY there"
                        : "");
    }
}
