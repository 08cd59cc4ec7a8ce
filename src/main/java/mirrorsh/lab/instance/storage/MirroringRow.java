package mirrorsh.lab.instance.storage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What sys.database_mirroring shows of a mirrored database, in the catalog's codes (catalog.md §2.1). It also is what survives a
 * restart of the instance.
 *
 * @param state 0 SUSPENDED, 1 DISCONNECTED, 2 SYNCHRONIZING, 3 PENDING_FAILOVER, 4 SYNCHRONIZED
 * @param role 1 PRINCIPAL, 2 MIRROR
 * @param safety 1 OFF, 2 FULL
 * @param witnessState 0 UNKNOWN, 1 CONNECTED, 2 DISCONNECTED; null without witness
 * @param timeoutSeconds partner time-out
 */
public record MirroringRow(
        UUID guid,
        int state,
        int role,
        int roleSequence,
        int safety,
        int safetySequence,
        String partnerName,
        @Nullable String partnerInstance,
        @Nullable String witnessName,
        @Nullable Integer witnessState,
        long failoverLsn,
        int timeoutSeconds) {}
