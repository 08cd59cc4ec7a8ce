package mirrorsh.lab.instance;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import mirrorsh.lab.instance.MonitorAlert.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * The mirroring monitor of an instance: the history of its mirrored databases, and the thresholds above which it raises events
 * (sessions.md §11). Safe to share.
 */
final class MirroringMonitor {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Map<String, Watched> databases = new HashMap<>();
    private boolean installed;
    private int period = 1;

    /** One database's part. */
    private static final class Watched {
        final List<MonitorStatus> history = new ArrayList<>();
        final Map<MonitorAlert, Threshold> thresholds = new EnumMap<>(MonitorAlert.class);

        @Nullable
        MonitorSample last;

        @Nullable
        LocalDateTime inStep;

        Watched() {
            for (MonitorAlert alert : MonitorAlert.values()) {
                reset(alert);
            }
        }

        void reset(MonitorAlert alert) {
            thresholds.put(
                    alert,
                    alert == MonitorAlert.RETENTION
                            ? new Threshold(MonitorAlert.USUAL_RETENTION, true)
                            : new Threshold(null, false));
        }

        Threshold threshold(MonitorAlert alert) {
            return thresholds.getOrDefault(alert, new Threshold(null, false));
        }
    }

    private Watched watched(String database) {
        return databases.computeIfAbsent(database.toUpperCase(Locale.ROOT), name -> new Watched());
    }

    /** Whether the first update has made what the monitor keeps (32041). */
    synchronized boolean isInstalled() {
        return installed;
    }

    /** Minutes between two updates by the job. */
    synchronized int period() {
        return period;
    }

    synchronized void period(int minutes) {
        period = minutes;
    }

    /** Whether the newest row is too young to be refreshed by whoever only reads. */
    synchronized boolean isFresh(String database, LocalDateTime now) {
        List<MonitorStatus> history = watched(database).history;
        return !history.isEmpty()
                && Duration.between(history.get(history.size() - 1).recorded(), now)
                                .compareTo(FRESH)
                        < 0;
    }

    /** Adds a row; {@code raised} hears of each threshold that it passes, with the value. */
    synchronized void update(String database, MonitorSample sample, BiConsumer<MonitorAlert, long[]> raised) {
        installed = true;
        Watched watched = watched(database);
        LocalDateTime reached = watched.inStep;
        if (sample.unsent() == 0 || reached == null) {
            reached = sample.moment();
            watched.inStep = reached;
        }
        MonitorStatus status = sample.since(watched.last, reached);
        watched.last = sample;
        watched.history.add(status);
        Integer hours = watched.threshold(MonitorAlert.RETENTION).value();
        LocalDateTime oldest = sample.moment().minusHours(hours == null ? MonitorAlert.USUAL_RETENTION : hours);
        watched.history.removeIf(row -> row.recorded().isBefore(oldest));
        watched.thresholds.forEach((alert, threshold) -> {
            Long value = alert.value(status, sample.row().safety() == 2);
            Integer limit = threshold.value();
            if (threshold.enabled() && limit != null && value != null && value > limit) {
                raised.accept(alert, new long[] {value, limit});
            }
        });
    }

    /** The newest rows, newest first: at most so many and none older than that. */
    synchronized List<MonitorStatus> rows(String database, int most, LocalDateTime since) {
        List<MonitorStatus> found = new ArrayList<>();
        List<MonitorStatus> history = watched(database).history;
        for (int i = history.size() - 1; i >= 0 && found.size() < most; i--) {
            if (!history.get(i).recorded().isBefore(since)) {
                found.add(history.get(i));
            }
        }
        return found;
    }

    synchronized Threshold threshold(String database, MonitorAlert alert) {
        return watched(database).threshold(alert);
    }

    synchronized void threshold(String database, MonitorAlert alert, Threshold changed) {
        watched(database).thresholds.put(alert, changed);
    }

    /** Back to none; retention goes back to its usual length (unconfirmed). */
    synchronized void dropThreshold(String database, MonitorAlert alert) {
        watched(database).reset(alert);
    }
}
