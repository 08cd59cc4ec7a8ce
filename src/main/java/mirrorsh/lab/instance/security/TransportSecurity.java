package mirrorsh.lab.instance.security;

import java.security.PrivateKey;
import java.util.Optional;
import mirrorsh.lab.type.SqlMessage;

/**
 * What a mirroring link asks of its instance's security (procedure.md §8.1, checks 1 and 5 to 11). Safe to share.
 */
public interface TransportSecurity {
    /** The endpoint, if there is one. */
    Optional<EndpointSettings> endpoint();

    /** How this instance proves itself on a new link, as of now. */
    OwnIdentity ownIdentity();

    /** Whether the holder of this certificate may connect to this instance's endpoint, as of now. */
    PeerVerdict judge(byte[] certificateDer);

    /** This instance's own side. */
    sealed interface OwnIdentity {
        /** The endpoint's certificate and its opened private key. */
        record Usable(byte[] certificateDer, PrivateKey privateKey) implements OwnIdentity {}

        /** Why it cannot prove itself: 28036 (absent, expired, not yet valid) or 28037 (key cannot be opened), with state. */
        record Unusable(SqlMessage reason) implements OwnIdentity {}
    }

    /** What this instance makes of a peer's certificate. */
    sealed interface PeerVerdict {
        /** Accepted: the login that owns the certificate through its user, and the certificate's local id. */
        record Accepted(String login, int certificateId) implements PeerVerdict {}

        /**
         * Refused: 28035 (not found, expired, not yet valid), 28045 (other content) or 28034 (no CONNECT), with state.
         *
         * @param login the login where the certificate led to one (then 28048 wraps the reason, else 28047)
         */
        record Refused(SqlMessage reason, Optional<String> login) implements PeerVerdict {}
    }
}
