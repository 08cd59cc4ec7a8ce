package mirrorsh.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PreparedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Fifty instances, two hundred connections, random faults, role switches and DDL for some seconds, or for as long as
 * {@code -Dsoak.seconds} says, from the seed {@code -Dsoak.seed}. Longer than two seconds because it is about endurance.
 */
class SoakTest {
    private static final int SESSIONS = 16;
    private static final int SPARE = 2;
    private static final int MAKERS = 4;
    private static final int WRITERS = 2;
    /** A partner that says nothing is given up after about two seconds. */
    private static final int SPEED = 5;

    private static final long PAUSE_NANOS = 15_000_000;
    /** So often everything is mended and compared. */
    private static final long ROUND_NANOS = 30_000_000_000L;

    private static final Pattern LAB_THREADS =
            Pattern.compile("(mirroring |tds-)(A|B|W|SPARE)\\d+[ -].*|lab keys|mirroring pacer");
    private static final int SECONDS = Integer.getInteger("soak.seconds", 5);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    @Test
    void keepsItsPromises(TestReporter reporter) throws Exception {
        String told = "soak.seed=" + SEED + " soak.seconds=" + SECONDS;
        reporter.publishEntry(told);
        int socketsBefore = Traces.sockets().size();
        List<SoakSession> sessions = new ArrayList<>();
        Lab lab = Lab.start(settings());
        ExecutorService crew = Executors.newCachedThreadPool();
        try {
            IntStream.range(0, SESSIONS).forEach(i -> sessions.add(new SoakSession(lab, i)));
            make(sessions);

            torment(crew, lab, sessions);

            int rows = sessions.stream().mapToInt(each -> each.ledger().size()).sum();
            int switches = 0;
            for (SoakSession session : sessions) {
                switches += session.roleSwitches();
            }
            reporter.publishEntry(rows + " rows confirmed, " + switches + " role switches");
            assertThat(rows).as("rows confirmed, " + told).isGreaterThan(100);
            assertThat(switches).as("role switches, " + told).isGreaterThan(SESSIONS);
        } catch (AssertionError e) {
            throw new AssertionError(told + ": " + e.getMessage(), e);
        } finally {
            crew.shutdownNow();
            for (SoakSession session : sessions) {
                session.close();
            }
            lab.close();
        }
        assertThat(lab.network().openConnections()).as("links, " + told).isZero();
        assertThat(Traces.leftOver(0, () -> Traces.threads(LAB_THREADS)))
                .as("threads, " + told)
                .isEmpty();
        assertThat(Traces.leftOver(socketsBefore, Traces::sockets))
                .as("sockets, " + told)
                .isEmpty();
    }

    private static LabSettings settings() {
        Stream<String> names = Stream.concat(
                IntStream.range(0, SESSIONS).boxed().flatMap(i -> Stream.of("A" + i, "B" + i, "W" + i)),
                IntStream.range(0, SPARE).mapToObj(i -> "SPARE" + i));
        return LabSettings.standard(Optional.empty())
                .withKeys(new PreparedKeys())
                .withPacer(() -> new ScaledPacer(SPEED))
                .withHosts(names.map(LabSettings.Host::named).toList());
    }

    /** A few at a time: the first logins of fifty instances at once take longer than a login may on a busy machine. */
    private static void make(List<SoakSession> sessions) throws Exception {
        ExecutorService makers = Executors.newFixedThreadPool(MAKERS);
        try {
            List<Callable<Object>> parts = new ArrayList<>();
            for (int i = 0; i < sessions.size(); i++) {
                SoakSession session = sessions.get(i);
                boolean witnessed = i % 4 != 0;
                parts.add(() -> {
                    session.make(witnessed);
                    return session;
                });
            }
            for (Future<Object> done : makers.invokeAll(parts)) {
                done.get();
            }
        } finally {
            makers.shutdownNow();
        }
    }

    /** @throws java.util.concurrent.ExecutionException at the first promise that was broken, however long there still was to go */
    private static void torment(ExecutorService crew, Lab lab, List<SoakSession> sessions) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        CompletionService<Object> work = new ExecutorCompletionService<>(crew);
        int parts = 0;
        for (int i = 0; i < sessions.size(); i++) {
            SoakSession session = sessions.get(i);
            Mischief mischief = new Mischief(session, lab.faults(), new Random(SEED + i), i % 4 == 3);
            parts++;
            work.submit(() -> {
                while (System.nanoTime() < end) {
                    long settled = Math.min(end, System.nanoTime() + ROUND_NANOS);
                    while (System.nanoTime() < settled) {
                        mischief.step();
                    }
                    mischief.mendAll();
                    session.settle();
                }
                return session;
            });
            for (int writer = 0; writer < WRITERS; writer++) {
                parts++;
                work.submit(() -> {
                    while (System.nanoTime() < end) {
                        session.write();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                    return session;
                });
            }
        }
        for (; parts > 0; parts--) {
            Future<Object> next = work.poll(SECONDS + 300, TimeUnit.SECONDS);
            assertThat(next).as("somebody stands still").isNotNull();
            next.get();
        }
    }
}
