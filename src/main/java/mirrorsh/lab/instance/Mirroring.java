package mirrorsh.lab.instance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.ast.MirroringStatement;

/**
 * Mirroring as its instance sees it: statements go in, live links and listeners come out. Safe to share. No lock of the instance
 * may be held while {@link #execute} runs: it talks to other instances.
 */
public interface Mirroring extends AutoCloseable {
    /** Executes ALTER DATABASE ... SET PARTNER or WITNESS; refusals are {@link mirrorsh.lab.type.SqlFailure}s (14xx). */
    void execute(MirroringStatement statement, Caller caller);

    /** The endpoint was created, altered or dropped: opens, restarts or closes the listener to match the catalog. */
    void endpointChanged();

    /** Rows of sys.dm_db_mirroring_connections. */
    List<Link> links();

    /** Rows of sys.dm_tcp_listener_states of type DATABASE_MIRRORING. */
    List<Listener> listeners();

    /** Rows of sys.database_mirroring_witnesses. */
    List<Witnessed> witnessed();

    /** KB of log that the mirror has not got yet, of a database on its principal. */
    long sendQueue(String database);

    /** KB of hardened log not redone yet, of a database on its mirror. */
    long redoQueue(String database);

    /** What has flowed for a database; empty where it is not mirrored. */
    Optional<Traffic> traffic(String database);

    @Override
    void close();

    /**
     * What has flowed in a session since its instance came up.
     *
     * @param sent bytes of log sent to the mirror
     * @param received bytes of log hardened as the mirror
     * @param commits transactions committed as the principal
     * @param waitedMillis how long these waited for the mirror, taken together
     */
    record Traffic(long sent, long received, long commits, long waitedMillis) {}

    /** A live link (catalog.md §2.4). */
    record Link(
            UUID connectionId,
            int state,
            String stateText,
            Instant connectTime,
            Instant loginTime,
            String principalName,
            Instant lastActivity,
            boolean accepted,
            int loginState,
            String loginStateText,
            int peerCertificateId,
            int encryptionAlgorithm,
            String encryptionAlgorithmText,
            long bytesSent,
            long bytesReceived,
            Optional<String> peerAddress) {}

    /** A listening socket. */
    record Listener(String ip, boolean ipv4, int port, Instant startTime) {}

    /** A session witnessed here (catalog.md §2.3). */
    record Witnessed(
            String database,
            String principal,
            String mirror,
            int safety,
            int safetySequence,
            int roleSequence,
            UUID mirroringGuid,
            UUID familyGuid,
            boolean suspended,
            boolean synchronizedPartners) {}
}
