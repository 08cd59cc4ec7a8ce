package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.sql.ast.MirroringStatement.SetWitness;
import mirrorsh.lab.type.SqlFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Three hosts on one network, each trusting the others, with time that the test moves. */
final class TestLab implements AutoCloseable {
    private static final long DEADLINE_NANOS = 8_000_000_000L;

    final Network network = new Network();
    final TestPacer pacer = new TestPacer();
    final TestHost a;
    final TestHost b;
    final TestHost w;

    TestLab() {
        for (String host : List.of("HOST_A", "HOST_B", "HOST_W")) {
            network.register(host);
        }
        a = new TestHost(this, "HOST_A", TestIdentity.ALL.get(0));
        b = new TestHost(this, "HOST_B", TestIdentity.ALL.get(1));
        w = new TestHost(this, "HOST_W", TestIdentity.ALL.get(2));
        List<TestHost> hosts = List.of(a, b, w);
        for (TestHost host : hosts) {
            hosts.stream()
                    .filter(peer -> peer != host)
                    .forEach(peer -> host.security.trust(peer.identity, peer.name + "_login"));
        }
        a.holds(FakeDatabase.online(TestHost.DATABASE));
        b.holds(a.database.restored());
        hosts.forEach(host -> host.service.start());
    }

    /** A is principal, B mirror, SYNCHRONIZED. */
    TestLab synchronizedPair() {
        b.partner(a);
        a.partner(b);
        until("4 on both", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        return this;
    }

    /** The same with W as witness, CONNECTED on both. */
    TestLab witnessed() {
        synchronizedPair();
        a.execute(new SetWitness(TestHost.DATABASE, "TCP://HOST_W:7024"));
        until("witness connected", () -> witness(a) == 1 && witness(b) == 1);
        until(
                "witness knows",
                () -> !w.service.witnessed().isEmpty()
                        && w.service.witnessed().get(0).synchronizedPartners());
        return this;
    }

    static int witness(TestHost host) {
        Integer state = host.row().witnessState();
        return state == null ? -1 : state;
    }

    /** Waits, without moving time. */
    void until(String what, BooleanSupplier condition) {
        poll(what, Duration.ZERO, condition);
    }

    /** Waits, while time passes in steps of a ping. */
    void whileTimePasses(String what, BooleanSupplier condition) {
        poll(what, Duration.ofSeconds(1), condition);
    }

    private void poll(String what, Duration step, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never came: " + what + "; A " + a.shows() + ", B " + b.shows() + "\nA "
                        + String.join("\nA ", a.lines()) + "\nB " + String.join("\nB ", b.lines()) + "\nW "
                        + String.join("\nW ", w.lines()));
            }
            if (!step.isZero()) {
                advance();
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** One second; real time enough for its pings to arrive, so that a slow machine does not look like a lost link. */
    private void advance() {
        Map<UUID, Long> before = received();
        pacer.advance(Duration.ofSeconds(1));
        long end = System.nanoTime() + 100_000_000;
        while (System.nanoTime() < end
                && received().entrySet().stream()
                        .anyMatch(link -> link.getValue().equals(before.get(link.getKey())))) {
            LockSupport.parkNanos(500_000);
        }
    }

    private Map<UUID, Long> received() {
        return Stream.of(a, b, w)
                .flatMap(host -> host.service.links().stream())
                .collect(Collectors.toMap(Mirroring.Link::connectionId, Mirroring.Link::bytesReceived));
    }

    /** Lets time pass and sees that something stays as it is. */
    <T> void stays(int seconds, Supplier<T> what) {
        T before = what.get();
        for (int i = 0; i < seconds; i++) {
            advance();
            LockSupport.parkNanos(2_000_000);
            assertThat(what.get()).isEqualTo(before);
        }
    }

    static SqlFailure failure(ThrowingCallable statement) {
        return catchThrowableOfType(SqlFailure.class, statement);
    }

    static int error(ThrowingCallable statement) {
        SqlFailure failure = failure(statement);
        return failure == null ? 0 : failure.number();
    }

    @Override
    public void close() {
        a.service.close();
        b.service.close();
        w.service.close();
        pacer.close();
    }
}
