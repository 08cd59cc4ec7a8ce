package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.time.LocalDateTime;

/** Moments as a datetime column holds them: local, in steps of 1/300 s (catalog.md §0). */
final class LocalTimes {
    private static final long TICKS_PER_SECOND = 300;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LocalTimes() {}

    static LocalDateTime now(Clock clock) {
        return shown(LocalDateTime.now(clock));
    }

    static LocalDateTime shown(LocalDateTime moment) {
        long tick = moment.getNano() * TICKS_PER_SECOND / NANOS_PER_SECOND;
        // a tick is shown in whole milliseconds: .000, .003, .007
        long millis = Math.round(tick * 1000.0 / TICKS_PER_SECOND);
        return moment.withNano(Math.toIntExact(millis * 1_000_000));
    }
}
