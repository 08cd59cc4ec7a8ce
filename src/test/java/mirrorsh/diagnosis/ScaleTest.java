package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import mirrorsh.effect.DatabaseBuilder;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Test;

/**
 * The work of a diagnosis grows with what there is to look at and not with its square. Work is counted in bytes allocated, which, unlike
 * time, is the same on a busy machine.
 */
class ScaleTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Hosts in pairs that trust each other and mirror so many databases in that state; empty for a first SET PARTNER only. */
    private static Observation hosts(int pairs, int databases, String state) {
        HostStateBuilder[] all = new HostStateBuilder[2 * pairs];
        for (int i = 0; i < pairs; i++) {
            String one = "SQL" + i + "A";
            String other = "SQL" + i + "B";
            all[2 * i] = host(one, other);
            all[2 * i + 1] = host(other, one);
            for (int d = 0; d < databases; d++) {
                String name = "DB" + i + "_" + d;
                DatabaseBuilder original = all[2 * i].database(name).family("F" + i + "_" + d);
                DatabaseBuilder copy = all[2 * i + 1].database(name).family("F" + i + "_" + d);
                original.fullBackup("C:\\" + name + ".bak", 100, 110).logBackup("C:\\" + name + ".trn", 1, 100, 120);
                copy.restored("D", 100, 110).restored("L", 100, 120);
                copy.session(
                        "G" + i + "_" + d,
                        "MIRROR",
                        state.isEmpty() ? "DISCONNECTED" : state,
                        "TCP://" + one + ":7024");
                if (!state.isEmpty()) {
                    original.session("G" + i + "_" + d, "PRINCIPAL", state, "TCP://" + other + ":7024");
                }
            }
        }
        return HostStateBuilder.observe(all);
    }

    private static HostStateBuilder host(String name, String peer) {
        return new HostStateBuilder(name)
                .masterKey(true)
                .ownCertificate(name + "_cert", name)
                .endpoint("Endpoint_Mirroring", 7024, name + "_cert")
                .login(peer + "_login")
                .user(peer + "_user", peer + "_login")
                .certificate(peer + "_cert", peer + "_user", "NA", peer)
                .permission(peer + "_login", "CONNECT", "GRANT");
    }

    private static long work(Observation seen) {
        Diagnosis diagnosis = new Diagnosis(Planted::secret);
        diagnosis.of(seen, Map.of());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        diagnosis.of(seen, Map.of());
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void twiceTheDatabasesAreTwiceTheWork() {
        assertThat(work(hosts(3, 160, "SYNCHRONIZED"))).isLessThan(3 * work(hosts(3, 80, "SYNCHRONIZED")));
    }

    @Test
    void twiceTheHalvesAreTwiceTheWork() {
        assertThat(work(hosts(3, 160, ""))).isLessThan(3 * work(hosts(3, 80, "")));
    }

    @Test
    void twiceTheHostsAreTwiceTheWork() {
        assertThat(work(hosts(12, 40, "SYNCHRONIZED"))).isLessThan(3 * work(hosts(6, 40, "SYNCHRONIZED")));
    }

    @Test
    void looksAtFiftyHostsWithTwoHundredDatabasesEach() {
        Observation seen = hosts(25, 200, "SYNCHRONIZED");

        assertThat(new Diagnosis(Planted::secret).of(seen, Map.of()).all()).isEmpty();
    }
}
