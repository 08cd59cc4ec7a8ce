package mirrorsh.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}: looks again and again, once per host and tick. */
@Command(
        name = "watch",
        description = "Watch mirrored databases and what changes of them",
        footer = "  watch --interval 5 --count 12")
final class WatchCommand implements Doing {
    @Option(names = "--interval", paramLabel = "SECONDS", description = "Time between two looks, by default 2 s")
    private int interval = 2;

    @Option(names = "--count", paramLabel = "N", description = "End after so many looks; by default at q or Ctrl-C")
    private int count;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        if (interval < 0 || count < 0) {
            throw new UsageException("An interval and a count are not negative.", "watch --interval 5 --count 12");
        }
        boolean json = session.invocation().json();
        int looks = count == 0 ? json ? 1 : Integer.MAX_VALUE : count;
        CountDownLatch stop = new CountDownLatch(1);
        session.onCancel(stop::countDown);
        try {
            List<String> hosts = scope.asked(session);
            Optional<LiveScreen> screen =
                    json ? Optional.empty() : session.console().liveScreen();
            if (screen.isEmpty()) {
                return plain(session, hosts, looks, stop);
            }
            WatchTick last;
            try (LiveScreen live = screen.get()) {
                last = new WatchScreen(session, hosts, live, Duration.ofSeconds(interval), stop).run(looks);
            }
            if (count > 0) {
                tell(session.console(), Optional.empty(), last); // the live screen goes before anybody can read it
            }
            return new Told(List.of(), false, !last.examined().states().isEmpty());
        } finally {
            session.onCancel(() -> {});
        }
    }

    /** Line after line, for pipes and files. */
    private Result plain(Session session, List<String> hosts, int looks, CountDownLatch stop) {
        List<Map<String, ?>> ticks = new ArrayList<>();
        boolean json = session.invocation().json();
        Optional<WatchTick> before = Optional.empty();
        for (int look = 1; look <= looks; look++) {
            WatchTick now = new WatchTick(Examination.ofStates(session, hosts));
            if (json) {
                ticks.add(now.json());
            } else {
                tell(session.console(), before, now);
            }
            before = Optional.of(now);
            if (look < looks && isStopped(stop)) {
                break;
            }
        }
        return new Told(
                ticks,
                json,
                before.filter(tick -> tick.examined().states().isEmpty()).isEmpty());
    }

    private static void tell(Console console, Optional<WatchTick> before, WatchTick now) {
        now.examined().silence().forEach(console::line);
        List<WatchTick.Row> rows = now.rows(WatchTick.Order.DATABASE);
        if (rows.isEmpty()) {
            console.line(now.time() + "  no database is mirrored");
        }
        rows.forEach(row -> Paragraph.row(
                        "",
                        (now.time() + "  "
                                        + String.join("  ", row.cells(console)).stripTrailing()
                                        + row.queue()
                                                .map(any -> "  " + row.waiting() + " KB queued")
                                                .orElse(""))
                                .stripTrailing(),
                        console)
                .forEach(console::line));
        before.ifPresent(earlier ->
                now.eventsSince(earlier).forEach(event -> console.line(console.paint(Tone.WARNING, event))));
    }

    private boolean isStopped(CountDownLatch stop) {
        try {
            return stop.await(interval, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What was told as it happened; only machines get it at the end. At the last look some host answered, or none did. */
    private record Told(List<Map<String, ?>> ticks, boolean machine, boolean answered) implements Result {
        @Override
        public void show(Console console) {
            // people saw it as it happened
        }

        @Override
        public Map<String, ?> json() {
            return Map.of("ticks", ticks);
        }

        @Override
        public boolean isTold() {
            return !machine;
        }

        @Override
        public int exitCode() {
            return answered ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
