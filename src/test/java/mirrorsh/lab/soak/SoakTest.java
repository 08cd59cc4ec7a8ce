package mirrorsh.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
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
    private static final int SECONDS = Integer.getInteger("soak.seconds", 5);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    @Test
    void keepsItsPromises(TestReporter reporter) throws Exception {
        String told = "soak.seed=" + SEED + " soak.seconds=" + SECONDS;
        reporter.publishEntry(told);
        int socketsBefore = sockets().size();
        List<SoakSession> sessions = new ArrayList<>();
        Lab lab = Lab.start(settings());
        ExecutorService crew = Executors.newCachedThreadPool();
        try {
            IntStream.range(0, SESSIONS).forEach(i -> sessions.add(new SoakSession(lab, i)));
            all(crew, sessions, session -> {
                session.make(sessions.indexOf(session) % 4 != 0);
                return null;
            });

            torment(crew, lab, sessions);

            lab.network().healAll();
            all(crew, sessions, session -> {
                for (SoakHost host : session.hosts()) {
                    host.start();
                }
                session.settle();
                return null;
            });
            assertThat(sessions.stream().flatMap(each -> each.ledger().violations().stream()))
                    .as(told)
                    .isEmpty();
            for (SoakSession session : sessions) {
                assertThat(session.mistakes()).as(told).isEmpty();
            }
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
        assertThat(eventually(() -> labThreads().isEmpty()))
                .as("threads " + labThreads() + ", " + told)
                .isTrue();
        boolean allClosed = eventually(() -> sockets().size() <= socketsBefore);
        assertThat(allClosed).as("sockets " + sockets() + ", " + told).isTrue();
    }

    private static LabSettings settings() {
        Stream<String> names = Stream.concat(
                IntStream.range(0, SESSIONS).boxed().flatMap(i -> Stream.of("A" + i, "B" + i, "W" + i)),
                IntStream.range(0, SPARE).mapToObj(i -> "SPARE" + i));
        return LabSettings.standard(Optional.empty())
                .withKeys(new PreparedKeys())
                .withPacer(() -> new ScaledPacer(10))
                .withHosts(names.map(LabSettings.Host::named).toList());
    }

    /** Something done for a session. */
    private interface Part {
        Object of(SoakSession session) throws Exception;
    }

    private static void all(ExecutorService crew, List<SoakSession> sessions, Part part) throws Exception {
        List<Callable<Object>> parts = sessions.stream()
                .<Callable<Object>>map(session -> () -> part.of(session))
                .toList();
        for (Future<Object> done : crew.invokeAll(parts)) {
            done.get();
        }
    }

    private static void torment(ExecutorService crew, Lab lab, List<SoakSession> sessions) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            SoakSession session = sessions.get(i);
            Random random = new Random(SEED + i);
            Mischief mischief = new Mischief(session, lab.network(), random, i % 4 == 3);
            work.add(crew.submit(() -> {
                while (System.nanoTime() < end) {
                    mischief.step();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(400)));
                }
                return null;
            }));
            for (int writer = 0; writer < 2; writer++) {
                work.add(crew.submit(() -> {
                    while (System.nanoTime() < end) {
                        session.write();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(15));
                    }
                    return null;
                }));
            }
        }
        for (Future<?> each : work) {
            each.get(SECONDS + 120, TimeUnit.SECONDS);
        }
    }

    // ---------------------------------------------------------------- leaks

    private static List<String> labThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(mirroring|tds-)[ -]?(A|B|W|SPARE)\\d+ ?.*|lab keys|mirroring pacer"))
                .toList();
    }

    /** The TCP sockets of this process by their addresses; nothing where the system does not tell (only Linux does). */
    private static List<String> sockets() {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            Set<String> own = handles.map(SoakTest::inode).collect(Collectors.toSet());
            List<String> open = new ArrayList<>();
            for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] fields = line.trim().split("\\s+");
                    if (fields.length > 9 && own.contains(fields[9])) {
                        open.add(fields[1] + " to " + fields[2] + " state " + fields[3]);
                    }
                }
            }
            return open;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The number behind "socket:[1234]". */
    private static String inode(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString().replaceAll("\\D", "");
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static boolean eventually(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }
}
