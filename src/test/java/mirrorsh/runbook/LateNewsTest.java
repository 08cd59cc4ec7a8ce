package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** Hosts hear of what was changed elsewhere a moment after the statement has returned; runbooks wait for them. */
class LateNewsTest extends OnAWorkbench {
    private static final List<String> PEERS = List.of("HOST_A", "HOST_B");

    private Network network() {
        return lab.lab().network();
    }

    private void runs(String runbook, String... parameters) {
        assertThat(bench.run(runbook, parameters).end()).isEqualTo(End.COMPLETED);
    }

    @Test
    void theOldCertificateGoesFromPeersThatHearLateOfTheNewOne() throws Exception {
        runs("set-up-with-witness");
        Willing person = new Willing();
        person.confirming = step -> {
            if (step.effect().title().startsWith("Let the endpoint")) {
                for (String peer : PEERS) {
                    network().hold("HOST_W", peer);
                    network().hold(peer, "HOST_W");
                }
            } else if (step.effect().title().contains("run without")) {
                network().healAll();
            }
        };

        bench.run(bench.request("rotate-certificates", "host=HOST_W", "peers=HOST_A,HOST_B", "partner=none"), person);
        network().healAll();

        assertThat(person.left).isEmpty();
        for (String peer : PEERS) {
            assertThat(lab.rows(peer, "SELECT name FROM sys.certificates WHERE name LIKE 'HOST_W%'"))
                    .containsExactly(List.of("HOST_W_cert_2"));
        }
    }

    @Test
    void theEndpointOfAWitnessGoesThoughItHearsLateThatItIsNone() throws Exception {
        runs("set-up-with-witness");
        Executor inAMoment = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
        Willing person = new Willing();
        person.confirming = step -> {
            if (step.effect().title().startsWith("Remove the witness")) {
                PEERS.forEach(peer -> network().hold(peer, "HOST_W"));
                CompletableFuture.runAsync(() -> network().healAll(), inAMoment);
            }
        };

        bench.run(bench.request("remove-mirroring", "tidy=yes", "witness=HOST_W"), person);

        assertThat(person.left).isEmpty();
        assertThat(lab.rows("HOST_W", "SELECT name FROM sys.database_mirroring_endpoints"))
                .isEmpty();
    }
}
