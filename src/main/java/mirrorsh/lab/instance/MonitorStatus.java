package mirrorsh.lab.instance;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of the mirroring monitor's history (catalog.md §8): what does not apply to the local role or is not known is null.
 *
 * @param role 1 principal, 2 mirror
 * @param state 0 to 4, as in the catalog
 * @param witness 0 unknown, 1 connected, 2 disconnected
 * @param generationRate KB of log per second
 * @param unsent KB
 * @param sendRate KB per second
 * @param unrestored KB
 * @param recoveryRate KB per second
 * @param delay milliseconds, all transactions together
 * @param transactions per second
 * @param averageDelay milliseconds per transaction
 * @param recorded clock of this instance; which partner's is meant is unconfirmed where they differ
 * @param behind the moment that the mirror has reached
 */
record MonitorStatus(
        int role,
        int state,
        int witness,
        @Nullable Long generationRate,
        @Nullable Long unsent,
        @Nullable Long sendRate,
        @Nullable Long unrestored,
        @Nullable Long recoveryRate,
        @Nullable Long delay,
        @Nullable Long transactions,
        @Nullable Long averageDelay,
        LocalDateTime recorded,
        LocalDateTime behind) {
    boolean isPrincipal() {
        return role == 1;
    }
}
