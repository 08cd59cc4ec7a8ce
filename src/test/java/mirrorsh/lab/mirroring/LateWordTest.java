package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessageCodec.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words that come late, early, or over links that were given up: they change nothing. */
class LateWordTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        lab.close();
        threads.shutdownNow();
    }

    private static Installation installation(TestHost host) {
        Disk disk = new Disk(Path.of(System.getProperty("java.io.tmpdir")));
        return new Installation(
                host.name,
                Version.SQL_2022,
                Edition.DEVELOPER,
                new Machine(host.name, Clock.systemUTC(), disk, host.log));
    }

    /** A link of HOST_A to HOST_B beside those that the two use. */
    private Connection beside() throws Exception {
        Connection connection = lab.network.connect("HOST_A", "HOST_B", 7024, Duration.ofSeconds(2));
        new Handshake(installation(a), a.security).open(connection, Purpose.PARTNER);
        return connection;
    }

    /** What HOST_B answers; empty when it says nothing within a second. */
    private static Optional<LinkMessage> answer(Connection connection, LinkMessage message) throws IOException {
        connection.send(LinkMessageCodec.frame(new Envelope(7, message)));
        connection.readLimit(1000);
        try {
            while (true) {
                Envelope heard = LinkMessageCodec.read(Frames.read(connection.input()));
                if (heard.id() == -7) {
                    return Optional.of(heard.message());
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** What HOST_A would say of a session. */
    private Facts facts(UUID session, int roleSequence) {
        FakeDatabase database = a.database;
        return new Facts(
                session,
                database.name(),
                database.family,
                database.broker,
                "HOST_A",
                16,
                "HOST_B",
                1,
                roleSequence,
                4,
                false,
                true,
                1,
                10,
                "",
                1,
                database.endOfLog(),
                -1,
                database.fork,
                1,
                6);
    }

    @Test
    void beginOverALinkThatWasGivenUpTakesNothingBack() throws Exception {
        lab.synchronizedPair();
        a.database.commit("kept");
        try (Connection beside = beside()) {
            LinkMessage.Begin late = new LinkMessage.Begin(facts(a.row().guid(), 1), 1, Long.MAX_VALUE);

            assertThat(answer(beside, late)).contains(Answer.no(1447, 1));
        }
        assertThat(b.database.content()).contains("kept");
    }

    @Test
    void beginOfAnEarlierFlowDoesNotUndoALaterOne() {
        MirrorLog log = new MirrorLog(b.database, station());

        assertThat(log.begin(5)).isTrue();
        assertThat(log.begin(4)).isFalse();
        assertThat(log.begin(5)).isFalse();
        assertThat(log.begin(6)).isTrue();
    }

    private Station station() {
        Installation installation = installation(b);
        TransportLog log = new TransportLog(b.log);
        Links.Ground ground = new Links.Ground(
                installation, lab.network, lab.pacer, Timing.USUAL, new Handshake(installation, b.security));
        return new Station(
                installation,
                b.security,
                lab.network,
                lab.pacer,
                Timing.USUAL,
                threads,
                log,
                new Links(ground, Runnable::run, log));
    }

    @Test
    void partnerThatDoesNotKnowTheSessionSaysSo() throws Exception {
        try (Connection beside = beside()) {
            assertThat(answer(beside, new LinkMessage.Meet(facts(new UUID(1, 2), 1))))
                    .contains(Answer.no(1416, 1));
        }
    }

    @Test
    void partnerThatIsGoingDownDisownsNoSession() throws Exception {
        UUID session = new UUID(1, 2);
        b.database.mirroring(new MirroringRow(
                session,
                4,
                2,
                1,
                2,
                1,
                "TCP://HOST_A:7024",
                "HOST_A",
                null,
                null,
                1,
                10)); // its row outlives the session
        try (Connection beside = beside()) {
            assertThat(answer(beside, new LinkMessage.Meet(facts(session, 1)))).isEmpty();
        }
    }

    @Test
    void sessionThatIsStillBeingSetUpCallsNobody() throws Exception {
        b.partner(a);
        lab.network.hold("HOST_B", "HOST_A");
        CompletableFuture<Integer> made = CompletableFuture.supplyAsync(() -> TestLab.error(() -> a.partner(b)));
        lab.until("shaking hands", () -> lab.network.openConnections() == 2);
        lab.pacer.advance(Duration.ofSeconds(1));
        lab.pacer.advance(Duration.ofSeconds(1));

        lab.network.release("HOST_B", "HOST_A");

        assertThat(made.get(10, TimeUnit.SECONDS)).isZero();
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        assertThat(a.logged("Error: 1438"))
                .as("B was asked about a session that it did not know yet")
                .isFalse();
    }

    @Test
    void witnessHearsNoLinkOlderThanOneThatItHasHeard() throws Exception {
        WitnessBook.Entry entry = new WitnessBook.Entry(facts(new UUID(1, 2), 1));
        Link older = link();
        Link newer = link();

        assertThat(entry.register(newer, "HOST_A")).isTrue();
        newer.close();
        entry.linked.remove("HOST_A");

        assertThat(entry.register(older, "HOST_A")).isFalse();
        assertThat(entry.linked).isEmpty();
        older.close();
    }

    private Link link() throws IOException {
        Connection connection = lab.network.connect("HOST_A", "HOST_B", 7024, Duration.ofSeconds(2));
        Negotiation.Encryption none = new Negotiation.Encryption(Optional.empty());
        Identity identity = new Identity("HOST_B", 16, "login", 256, none, Purpose.WITNESS);
        return new Link(connection, identity, lab.pacer, Clock.systemUTC(), Instant.EPOCH);
    }

    @Test
    void permissionOfBeforeThePartnersMetAgainLetsNobodyTakeOver() {
        lab.witnessed();
        lab.network.hold("HOST_W", "HOST_B"); // what the witness grants does not arrive
        lab.network.sever("HOST_A", "HOST_W");
        // asked while the witness has the principal's link yet, it says no, and B learns neither
        lab.until("A is gone for W", () -> lab.w.service.links().size() == 1);
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("granted", () -> principal().equals("HOST_B"));
        lab.network.join("HOST_A", "HOST_W");
        lab.network.join("HOST_A", "HOST_B");
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        lab.whileTimePasses("taken back", () -> principal().equals("HOST_A") && TestLab.witness(a) == 1);
        lab.network.sever("HOST_A", "HOST_B");
        lab.until("exposed", () -> a.shows().equals("1/1") && a.database.isOpen());
        lab.until("B alone", () -> b.shows().equals("2/1"));

        lab.network.release("HOST_W", "HOST_B");

        lab.stays(5, () -> b.shows() + b.database.isOpen());
        assertThat(b.shows()).isEqualTo("2/1");
        assertThat(a.database.isOpen()).isTrue();
    }

    private String principal() {
        return lab.w.service.witnessed().get(0).principal();
    }
}
