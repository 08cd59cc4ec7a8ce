package mirrorsh.lab.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A machine's clock that can be set wrong while it runs. Safe to share. */
public final class HostClock extends Clock {
    private final Clock right;
    private volatile Duration skew = Duration.ZERO;

    /** @param right what it follows */
    public HostClock(Clock right) {
        this.right = right;
    }

    /** Goes so much ahead of the right time from now on; negative: behind it. */
    public void skew(Duration changed) {
        skew = changed;
    }

    @Override
    public ZoneId getZone() {
        return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        HostClock self = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return self.withZone(other);
            }

            @Override
            public Instant instant() {
                return self.instant();
            }
        };
    }

    @Override
    public Instant instant() {
        return right.instant().plus(skew);
    }
}
