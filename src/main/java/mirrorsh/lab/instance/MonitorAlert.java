package mirrorsh.lab.instance;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thresholds of the mirroring monitor, in the order of their ids (sessions.md §11). */
enum MonitorAlert {
    /** Age of the oldest unsent transaction, in minutes; on the principal. */
    OLDEST_UNSENT(32040),
    /** KB of unsent log; on the principal. */
    UNSENT_LOG(32042),
    /** KB of unrestored log; on the mirror. */
    UNRESTORED_LOG(32043),
    /** Milliseconds that a commit waits for the mirror; on the principal in safety FULL. */
    COMMIT_OVERHEAD(32044),
    /** Hours that history is kept; raises nothing. */
    RETENTION(0);

    /** Hours that history is kept unless told otherwise. */
    static final int USUAL_RETENTION = 168;

    private final int event;

    MonitorAlert(int event) {
        this.event = event;
    }

    int id() {
        return ordinal() + 1;
    }

    /** Number of the event that it raises; 0 for none. */
    int event() {
        return event;
    }

    static Optional<MonitorAlert> of(int id) {
        return id >= 1 && id <= values().length ? Optional.of(values()[id - 1]) : Optional.empty();
    }

    /** What is compared with the threshold; null where it does not apply. */
    @Nullable
    Long value(MonitorStatus status, boolean safetyFull) {
        return switch (this) {
            case OLDEST_UNSENT ->
                status.isPrincipal()
                        ? Long.valueOf(Duration.between(status.behind(), status.recorded())
                                .toMinutes())
                        : null;
            case UNSENT_LOG -> status.unsent();
            case UNRESTORED_LOG -> status.unrestored();
            case COMMIT_OVERHEAD -> safetyFull ? status.averageDelay() : null;
            case RETENTION -> null;
        };
    }

    /**
     * A threshold as it is set.
     *
     * @param value null while none is set
     */
    record Threshold(@Nullable Integer value, boolean enabled) {}
}
