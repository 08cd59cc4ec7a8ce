package mirrorsh.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.model.Queue;

/** How fast log is sent and redone, from one look to the next; remembers the last ones. For one thread. */
final class Rates {
    private static final int REMEMBERED = 40;
    private static final char[] STEPS = "▁▂▃▄▅▆▇█".toCharArray();

    private final Map<String, Point> before = new LinkedHashMap<>();
    private final Map<String, Deque<Long>> history = new LinkedHashMap<>();

    private record Point(Instant at, long bytes) {}

    /** Takes note of a look. */
    void add(WatchTick tick) {
        for (WatchTick.Row row : tick.rows(WatchTick.Order.DATABASE)) {
            Optional<Queue> queue = row.queue();
            if (queue.isPresent()) {
                long bytes = row.session().isPrincipal()
                        ? queue.get().sentBytes()
                        : queue.get().redoneBytes();
                add(row.key(), new Point(row.at(), bytes));
            }
        }
    }

    private void add(String key, Point now) {
        Point earlier = before.put(key, now);
        if (earlier == null) {
            return;
        }
        long millis = Duration.between(earlier.at(), now.at()).toMillis();
        if (millis <= 0) {
            before.put(key, earlier); // too soon to tell
            return;
        }
        // a restart or a role switch begins to count anew
        long rate = Math.max(0, now.bytes() - earlier.bytes()) * 1000 / millis;
        Deque<Long> rates = history.computeIfAbsent(key, any -> new ArrayDeque<>());
        rates.addLast(rate);
        if (rates.size() > REMEMBERED) {
            rates.removeFirst();
        }
    }

    /** Bytes a second at the last look; empty before the second. */
    Optional<Long> last(WatchTick.Row row) {
        return Optional.ofNullable(history.get(row.key())).map(Deque::peekLast);
    }

    /** The last rates drawn, the newest at the right. */
    String drawn(WatchTick.Row row, int width) {
        List<Long> rates = new ArrayList<>(history.getOrDefault(row.key(), new ArrayDeque<>()));
        List<Long> shown = rates.subList(Math.max(0, rates.size() - width), rates.size());
        long most = shown.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (long rate : shown) {
            line.append(STEPS[most == 0 ? 0 : (int) (rate * (STEPS.length - 1) / most)]);
        }
        return line.toString();
    }

    /** {@code 12 KB/s}. */
    static String perSecond(long bytes) {
        return amount(bytes) + "/s";
    }

    /** {@code 3.4 MB}. */
    static String amount(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1000 && unit < 3) {
            value /= 1024;
            unit++;
        }
        String digits = String.format(java.util.Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return digits.replace(".0", "") + " " + List.of("KB", "MB", "GB", "TB").get(unit);
    }
}
