package mirrorsh.command;

import java.nio.file.Path;
import java.util.Map;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.MirroringSession;

/** Commands on HOST_A and HOST_B, which mirror a database. */
final class MirroredBench {
    static final String DATABASE = "AdventureWorks";

    final FakeHosts hosts = FakeHosts.of();
    final Bench bench;

    MirroredBench(Path folder) {
        putPair("SYNCHRONIZED", "");
        bench = new Bench(hosts, new PaperConsole(80), folder, Map.of());
    }

    /** Both partners as they are now. */
    void putPair(String state, String witness) {
        hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", state, witness, 10).build());
        hosts.put(partner("HOST_B", "MIRROR", "RESTORING", state, witness, 10).build());
    }

    /** One partner that trusts the other. */
    static HostStateBuilder partner(
            String host, String role, String database, String state, String witness, int timeout) {
        String peer = host.equals("HOST_A") ? "HOST_B" : "HOST_A";
        HostStateBuilder builder = new HostStateBuilder(host)
                .masterKey(true)
                .ownCertificate(host + "_cert", host)
                .certificate(peer + "_cert", peer + "_user", "NA", peer)
                .endpoint("Endpoint_Mirroring", 7024, host + "_cert")
                .login(peer + "_login")
                .user(peer + "_user", peer + "_login")
                .permission(peer + "_login", "CONNECT", "GRANT");
        builder.database(DATABASE)
                .state(database)
                .session(new MirroringSession(
                        "6f1c",
                        role,
                        state,
                        "FULL",
                        "TCP://" + peer + ":7024",
                        "",
                        witness,
                        witness.isEmpty() ? "" : "CONNECTED",
                        timeout));
        return builder;
    }

    /** A host that trusts nobody yet. */
    static HostStateBuilder single(String host) {
        return new HostStateBuilder(host)
                .masterKey(true)
                .ownCertificate(host + "_cert", host)
                .endpoint("Endpoint_Mirroring", 7024, host + "_cert");
    }
}
