package mirrorsh.shell;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import mirrorsh.command.Console;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Queue;

/**
 * How far one action has come: a line that is drawn over on a terminal, and a plain line every ten seconds elsewhere. May be told
 * from one thread after another.
 */
final class RunProgress {
    private static final int CELLS = 24;
    private static final double MEGABYTE = 1024 * 1024;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final long FIRST_NANOS = 300_000_000L;

    private final Console console;
    private final Consumer<String> plain;
    private final LongSupplier nanos;
    private long begun;
    private long told;
    private long firstQueue = -1;
    private long firstQueueAt;

    /** @param plain takes lines where nothing can be drawn over */
    RunProgress(Console console, Consumer<String> plain, LongSupplier nanos) {
        this.console = console;
        this.plain = plain;
        this.nanos = nanos;
        begin();
    }

    /** An action begins. */
    synchronized void begin() {
        begun = nanos.getAsLong();
        told = begun;
        firstQueue = -1;
    }

    /** Nothing is under way any more. */
    synchronized void end() {
        console.progress("");
    }

    /** The server says how much it has done. */
    synchronized void percent(int percent) {
        if (percent > 0 && percent <= 100) {
            share(percent, 100, String.format(Locale.ROOT, "%.1f %%/s", perSecond(percent)));
        }
    }

    /** A file is on its way. */
    synchronized void copied(long bytes, long total) {
        if (bytes > 0 && bytes <= total) {
            share(bytes, total, String.format(Locale.ROOT, "%.1f MB/s", perSecond(bytes / MEGABYTE)));
        }
    }

    private double perSecond(double done) {
        long elapsed = nanos.getAsLong() - begun;
        return elapsed == 0 ? 0 : done * 1e9 / elapsed;
    }

    private void share(long done, long all, String rate) {
        double share = (double) done / all;
        int full = (int) (CELLS * share);
        String sign = console.drawsLines()
                ? "█".repeat(full) + "░".repeat(CELLS - full)
                : "#".repeat(full) + ".".repeat(CELLS - full);
        long left = (long) ((nanos.getAsLong() - begun) * (1 - share) / share / 1e9);
        show(
                sign,
                String.format(Locale.ROOT, "%3d %%  %s", (int) (100 * share), rate)
                        + (done == all ? "" : "  about " + time(left) + " left"));
    }

    /** The hosts were looked at again while something is awaited. */
    synchronized void waiting(Observation seen) {
        long queued = 0;
        String state = "";
        for (HostState host : seen.hosts().values()) {
            for (Database database : host.databases()) {
                MirroringSession session = database.session().orElse(null);
                Queue queue = host.queue(database.name()).orElse(null);
                if (session != null && !session.isSynchronized()) {
                    state = session.state();
                    queued += queue == null ? 0 : session.isPrincipal() ? queue.sendKb() : queue.redoKb();
                }
            }
        }
        if (state.isEmpty()) {
            return;
        }
        long now = nanos.getAsLong();
        if (firstQueue < queued) {
            firstQueue = queued; // it may grow before it shrinks
            firstQueueAt = now;
        }
        long gone = firstQueue - queued;
        double perSecond = now == firstQueueAt ? 0 : gone * 1e9 / (now - firstQueueAt);
        String rest = perSecond <= 0
                ? ""
                : String.format(Locale.ROOT, "  %.0f KB/s  about ", perSecond) + time((long) (queued / perSecond))
                        + " left";
        show("", state + "  " + queued + " KB queued" + rest + "  " + time((now - begun) / 1_000_000_000L));
    }

    private void show(String bar, String words) {
        long now = nanos.getAsLong();
        if (console.showsProgress()) {
            if (now - begun >= FIRST_NANOS) {
                console.progress("       " + bar + (bar.isEmpty() ? "… " : "  ") + words); // what is quick needs no bar
            }
        } else if (now - told >= PLAIN_NANOS) {
            told = now;
            plain.accept("       … " + words.strip());
        }
    }

    private static String time(long seconds) {
        return seconds < 90 ? seconds + " s" : seconds < 5400 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
