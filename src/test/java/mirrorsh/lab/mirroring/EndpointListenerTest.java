package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.instance.Mirroring.Listener;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The listener follows the catalog (errors.md §3, catalog.md §3.3). */
class EndpointListenerTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void listensWhenTheEndpointIsStarted() {
        assertThat(a.service.listeners()).extracting(Listener::ip).containsExactly("0.0.0.0", "::");
        assertThat(a.service.listeners()).extracting(Listener::port).containsOnly(7024);
        assertThat(a.logged("now listening for connections")).isTrue();
        assertThat(a.logged("Server is listening on [ 'any' <ipv4> 7024 ]")).isTrue();
    }

    @Test
    void stopsListeningWhenTheEndpointIsStoppedOrDisabled() {
        for (EndpointState state : new EndpointState[] {EndpointState.STOPPED, EndpointState.DISABLED}) {
            a.security.state(EndpointState.STARTED);
            a.service.endpointChanged();
            a.security.state(state);
            a.service.endpointChanged();

            assertThat(a.service.listeners()).isEmpty();
            assertThat(lab.network.realAddress("HOST_A", 7024)).isEmpty();
        }
        assertThat(a.logged("stopped listening")).isTrue();
    }

    @Test
    void stopsListeningWhenTheEndpointIsDropped() {
        a.security.endpoint = null;
        a.service.endpointChanged();

        assertThat(a.service.listeners()).isEmpty();
    }

    @Test
    void movesToAnotherPort() {
        a.security.port(7030);
        a.service.endpointChanged();

        assertThat(a.service.listeners()).extracting(Listener::port).containsOnly(7030);
        assertThat(lab.network.realAddress("HOST_A", 7024)).isEmpty();
    }

    @Test
    void p29SaysOnlyInTheLogThatThePortIsTaken() {
        lab.network.occupy("HOST_A", 7030);
        a.security.port(7030);
        a.service.endpointChanged();

        assertThat(a.service.listeners()).isEmpty();
        assertThat(a.logged("Error: 9692, Severity: 16, State: 1.")).isTrue();
        assertThat(a.logged("Error: 26023, Severity: 16, State: 1.")).isTrue();
        lab.network.vacate("HOST_A", 7030);
        a.service.endpointChanged();
        assertThat(a.service.listeners()).hasSize(2);
    }

    @Test
    void dropsLinksWhenTheEndpointChangesAndTheSessionComesBack() {
        lab.synchronizedPair();
        a.security.state(EndpointState.STOPPED);
        a.service.endpointChanged();

        lab.until("1 on both", () -> a.shows().equals("1/1") && lab.b.shows().equals("2/1"));
        lab.stays(8, a::shows);
        a.security.state(EndpointState.STARTED);
        a.service.endpointChanged();
        lab.whileTimePasses("4", () -> a.shows().equals("1/4") && lab.b.shows().equals("2/4"));
    }
}
