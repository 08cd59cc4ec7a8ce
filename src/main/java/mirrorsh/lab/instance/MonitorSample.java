package mirrorsh.lab.instance;

import java.time.Duration;
import java.time.LocalDateTime;
import mirrorsh.lab.instance.storage.MirroringRow;
import org.jspecify.annotations.Nullable;

/**
 * What the mirroring monitor reads at one moment; two of them make a {@link MonitorStatus}.
 *
 * @param unsent KB of log that the mirror lacks
 * @param unrestored KB of log that the mirror has not redone
 */
record MonitorSample(MirroringRow row, Mirroring.Traffic traffic, long unsent, long unrestored, LocalDateTime moment) {
    private static final int KILO = 1024;

    private boolean isPrincipal() {
        return row.role() == 1;
    }

    private long generated() {
        return traffic.sent() / KILO + unsent;
    }

    private long redone() {
        return traffic.received() / KILO - unrestored;
    }

    /** @param before the sample before, null when there is none from the same role and life of the instance */
    MonitorStatus since(@Nullable MonitorSample before, LocalDateTime behind) {
        MonitorSample last = before != null && before.isFollowedBy(this) ? before : null;
        int witness = row.witnessState() == null ? 0 : row.witnessState();
        if (!isPrincipal()) {
            return new MonitorStatus(
                    row.role(),
                    row.state(),
                    witness,
                    null,
                    null,
                    null,
                    unrestored,
                    last == null ? null : rate(redone() - last.redone(), last),
                    null,
                    null,
                    null,
                    moment,
                    behind);
        }
        long delay = last == null ? 0 : traffic.waitedMillis() - last.traffic.waitedMillis();
        long commits = last == null ? 0 : traffic.commits() - last.traffic.commits();
        return new MonitorStatus(
                row.role(),
                row.state(),
                witness,
                last == null ? null : rate(generated() - last.generated(), last),
                unsent,
                last == null ? null : rate((traffic.sent() - last.traffic.sent()) / KILO, last),
                null,
                null,
                last == null ? null : Long.valueOf(delay),
                last == null ? null : rate(commits, last),
                last == null ? null : Long.valueOf(commits == 0 ? 0 : delay / commits),
                moment,
                behind);
    }

    private boolean isFollowedBy(MonitorSample next) {
        return row.role() == next.row.role()
                && row.guid().equals(next.row.guid())
                && traffic.commits() <= next.traffic.commits()
                && traffic.received() <= next.traffic.received();
    }

    private Long rate(long amount, MonitorSample last) {
        double seconds = Math.max(1, Duration.between(last.moment, moment).toMillis())
                / (double) Duration.ofSeconds(1).toMillis();
        return Math.round(Math.max(0, amount) / seconds);
    }
}
