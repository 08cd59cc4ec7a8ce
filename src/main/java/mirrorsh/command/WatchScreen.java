package mirrorsh.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The live picture of mirrored databases: what is, and below it what changed. */
final class WatchScreen {
    private static final int EVENTS = 12;
    private static final int WIDE = 110;
    private static final List<String> HEADS =
            List.of("database", "host", "role", "mirroring", "send", "redo", "rate", "");
    private static final List<String> WIDE_HEADS =
            List.of("database", "host", "role", "state", "mirroring", "safety", "witness", "send", "redo", "rate", "");
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Session session;
    private final List<String> hosts;
    private final LiveScreen screen;
    private final Duration interval;
    private final CountDownLatch stop;
    private final Deque<String> events = new ArrayDeque<>();
    private WatchTick.Order order = WatchTick.Order.DATABASE;
    private final Rates rates = new Rates();
    private boolean paused;

    WatchScreen(Session session, List<String> hosts, LiveScreen screen, Duration interval, CountDownLatch stop) {
        this.session = session;
        this.hosts = hosts;
        this.screen = screen;
        this.interval = interval;
        this.stop = stop;
    }

    /**
     * Looks so many times at most; a pause looks at nothing.
     *
     * @return what was seen last
     */
    WatchTick run(int looks) {
        WatchTick shown = look(null);
        int done = 1;
        while (done < looks) {
            long end = System.nanoTime() + interval.toNanos();
            do {
                screen.draw(lines(shown));
                if (stop.getCount() == 0 || quits(screen.key(PATIENCE))) {
                    return shown;
                }
            } while (System.nanoTime() < end || paused);
            shown = look(shown);
            done++;
        }
        screen.draw(lines(shown));
        return shown;
    }

    private WatchTick look(@Nullable WatchTick before) {
        WatchTick now = new WatchTick(Examination.ofStates(session, hosts));
        rates.add(now);
        if (before != null) {
            now.eventsSince(before).forEach(events::addFirst);
        }
        while (events.size() > EVENTS) {
            events.removeLast();
        }
        return now;
    }

    private boolean quits(OptionalInt key) {
        if (key.isEmpty()) {
            return false;
        }
        switch (Character.toLowerCase(key.getAsInt())) {
            case 'p', ' ' -> paused = !paused;
            case 's' -> order = order.next();
            case 'q', 3, 4, 27 -> {
                return true; // Ctrl-C, Ctrl-D and Escape leave, too
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    /** What fits into 80 columns, or a bit more. */
    private List<@Nullable String> cells(WatchTick.Row row, boolean wide) {
        Console console = session.console();
        List<@Nullable String> cells = new ArrayList<>(row.cells(console));
        if (!wide) {
            cells.subList(5, 7).clear();
            cells.remove(3);
        }
        cells.add(row.queue().isEmpty() ? "" : row.session().isPrincipal() ? Rates.amount(row.waiting() * 1024) : "");
        cells.add(row.queue().isEmpty() || row.session().isPrincipal() ? "" : Rates.amount(row.waiting() * 1024));
        cells.add(rates.last(row).map(Rates::perSecond).orElse(""));
        cells.add(console.drawsLines() ? rates.drawn(row, wide ? 20 : 8) : "");
        return cells;
    }

    private List<String> lines(WatchTick tick) {
        Console console = session.console();
        List<String> lines = new ArrayList<>();
        lines.add(" " + console.paint(Tone.STRONG, "watch") + "  " + tick.time() + " UTC  by "
                + order.name().toLowerCase(Locale.ROOT)
                + (paused ? console.paint(Tone.WARNING, "  paused") : "") + "  "
                + console.paint(Tone.FAINT, "[q]uit [p]ause [s]ort"));
        lines.add("");
        tick.examined().silence().forEach(sentence -> lines.add(" " + console.paint(Tone.BAD, sentence)));
        List<List<@Nullable String>> rows = new ArrayList<>();
        boolean wide = console.columns() >= WIDE;
        tick.rows(order).forEach(row -> rows.add(cells(row, wide)));
        if (rows.isEmpty()) {
            lines.add(" No database is mirrored on these hosts.");
        } else {
            lines.addAll(new Grid(wide ? WIDE_HEADS : HEADS, rows).lines(console));
        }
        if (!events.isEmpty()) {
            lines.add("");
            events.forEach(event -> lines.add(" " + event));
        }
        return lines;
    }
}
