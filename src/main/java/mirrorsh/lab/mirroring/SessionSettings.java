package mirrorsh.lab.mirroring;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is set about a session, apart from its state.
 *
 * @param partner the partner's address as stored here
 * @param partnerInstance the partner's server name; null until it was met
 * @param witness the witness's address; null without one
 * @param timeout partner time-out in seconds
 * @param failoverLsn where the last role switch happened; 0 at a mirror that was principal and is not reconciled yet
 * @param ofGroup whether it keeps the copies of an availability group alike, and is no session of database mirroring
 */
record SessionSettings(
        UUID guid,
        Address partner,
        @Nullable String partnerInstance,
        @Nullable Address witness,
        int timeout,
        long failoverLsn,
        boolean ofGroup) {
    static final int USUAL_TIMEOUT = 10;

    static SessionSettings fresh(Address partner, long failoverLsn) {
        return new SessionSettings(
                UUID.randomUUID(), partner, null, null, USUAL_TIMEOUT, Math.max(1, failoverLsn), false);
    }

    /** The same for an availability group. */
    SessionSettings asOfGroup() {
        return new SessionSettings(guid, partner, partnerInstance, witness, timeout, failoverLsn, true);
    }

    /** The partner's server name, or nothing where it is not known yet. */
    String partnerServer() {
        return partnerInstance == null ? "" : partnerInstance;
    }

    /** The witness's address, or nothing. */
    String witnessText() {
        return witness == null ? "" : witness.text();
    }

    SessionSettings withGuid(UUID changed) {
        return new SessionSettings(changed, partner, partnerInstance, witness, timeout, failoverLsn, ofGroup);
    }

    SessionSettings withPartnerInstance(String changed) {
        return new SessionSettings(guid, partner, changed, witness, timeout, failoverLsn, ofGroup);
    }

    SessionSettings withWitness(@Nullable Address changed) {
        return new SessionSettings(guid, partner, partnerInstance, changed, timeout, failoverLsn, ofGroup);
    }

    SessionSettings withTimeout(int changed) {
        return new SessionSettings(guid, partner, partnerInstance, witness, changed, failoverLsn, ofGroup);
    }

    SessionSettings withFailoverLsn(long changed) {
        return new SessionSettings(guid, partner, partnerInstance, witness, timeout, changed, ofGroup);
    }

    /** What the principal has set prevails; where the copies agree only once this one has no history of its own. */
    SessionSettings told(Facts principal) {
        return withFailoverLsn(failoverLsn == 0 ? 0 : principal.failoverLsn())
                .withTimeout(principal.timeout())
                .withWitness(Address.parse(principal.witness()).orElse(null));
    }
}
