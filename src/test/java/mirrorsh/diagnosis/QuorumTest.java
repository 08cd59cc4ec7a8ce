package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.diagnosis.Quorum.Outcome;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.Test;

class QuorumTest {
    private static Triangle triangle(Planted hosts) {
        return Triangle.of(hosts.observation()).get(0);
    }

    private static String drawn(Quorum quorum) {
        StringBuilder text = new StringBuilder();
        quorum.losses()
                .forEach(loss -> text.append("%-16s %-10s %s%n"
                        .formatted(String.join(", ", loss.lost()), loss.outcome(), loss.consequence())));
        return text.toString();
    }

    @Test
    void ofAFullTriangle() {
        Quorum quorum = Quorum.of(triangle(Planted.trio()));

        assertThat(quorum.session().isReadyForAutomaticFailover()).isTrue();
        assertThat(drawn(quorum)).isEqualToNormalizingNewlines("""
                HOST_A           TAKEN_OVER HOST_B takes over by itself (about 10 s)
                HOST_B           EXPOSED    HOST_A goes on, exposed; nothing is copied
                HOST_W           GOES_ON    both go on; no automatic failover; losing one more stops the database
                HOST_B, HOST_W   STOPPED    HOST_A closes the database (955)
                HOST_A, HOST_W   STOPPED    nobody serves: HOST_B is alone
                HOST_A - HOST_B  EXPOSED    HOST_A goes on, exposed; nothing is copied
                HOST_A - HOST_W  GOES_ON    both go on; no automatic failover
                HOST_B - HOST_W  GOES_ON    both go on; no automatic failover
                """);
    }

    @Test
    void ofAPairWithoutWitness() {
        assertThat(drawn(Quorum.of(triangle(Planted.running())))).isEqualToNormalizingNewlines("""
                HOST_A           WAITS      HOST_B waits; nobody serves
                HOST_B           EXPOSED    HOST_A goes on, exposed; nothing is copied
                HOST_A - HOST_B  EXPOSED    HOST_A goes on, exposed; nothing is copied
                """);
    }

    @Test
    void doesNotLetAMirrorTakeOverThatIsBehind() {
        assertThat(Quorum.of(triangle(Planted.trio().inState("SYNCHRONIZING").row(QuorumTest::witnessed)))
                        .losses()
                        .get(0))
                .satisfies(loss -> {
                    assertThat(loss.outcome()).isEqualTo(Outcome.WAITS);
                    assertThat(loss.consequence()).isEqualTo("HOST_B waits: it had not caught up");
                    assertThat(loss.wayOut()).startsWith("partner force AdventureWorks --on HOST_B");
                });
    }

    @Test
    void doesNotLetAMirrorTakeOverWithSafetyOff() {
        Triangle off = triangle(Planted.trio()
                .row(r -> new MirroringSession(
                        r.guid(),
                        r.role(),
                        r.state(),
                        "OFF",
                        r.partner(),
                        r.partnerInstance(),
                        r.witness(),
                        r.witnessState(),
                        10)));

        assertThat(Quorum.of(off).losses().get(0).consequence()).isEqualTo("HOST_B waits: safety is OFF");
    }

    @Test
    void knowsThatAWitnessThatIsGoneStopsTheDatabaseWithTheNextLoss() {
        Triangle gone = triangle(Planted.trio()
                .row(r -> new MirroringSession(
                        r.guid(),
                        r.role(),
                        r.state(),
                        r.safety(),
                        r.partner(),
                        r.partnerInstance(),
                        r.witness(),
                        "DISCONNECTED",
                        10)));

        assertThat(Quorum.of(gone).losses())
                .extracting(Quorum.Loss::outcome)
                .startsWith(Outcome.STOPPED, Outcome.STOPPED, Outcome.GOES_ON);
        assertThat(Quorum.of(gone).losses().get(1).wayOut()).startsWith("witness off AdventureWorks --on HOST_A");
    }

    @Test
    void namesAPartnerThatIsNotConnectedByItsAddress() {
        Planted alone = Planted.running();
        alone.drop("HOST_B");

        assertThat(triangle(alone).mirror()).isEqualTo("TCP://HOST_B.example.com:7024");
    }

    @Test
    void saysNothingOfAHalfSession() {
        assertThat(Triangle.of(Planted.waiting().observation())).isEqualTo(List.of());
    }

    private static MirroringSession witnessed(MirroringSession r) {
        return new MirroringSession(
                r.guid(),
                r.role(),
                r.state(),
                r.safety(),
                r.partner(),
                r.partnerInstance(),
                "TCP://HOST_W:7024",
                "CONNECTED",
                10);
    }
}
