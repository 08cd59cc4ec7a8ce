package mirrorsh.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.InstanceErrorLogs;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/**
 * The lab's hosts set up statement by statement, as a person at a query window would, with single statements left out or replaced;
 * then looked at with the shell's own eyes.
 */
final class LabTrio {
    static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");

    private final LabExtension lab;
    private final List<String> members;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private int error;

    private record Step(String host, String batch) {}

    LabTrio(LabExtension lab, List<String> members) {
        this.lab = lab;
        this.members = members;
        members.forEach(this::outbound);
        members.forEach(on -> members.stream().filter(from -> !from.equals(on)).forEach(from -> inbound(on, from)));
        database();
    }

    private void outbound(String host) {
        step(host, "master key", "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'A_Strong_Passw0rd!'");
        step(host, "certificate", certificate(host, host + "_cert"));
        step(host, "endpoint", endpoint(host + "_cert", "STARTED", "REQUIRED ALGORITHM AES", "ALL"));
        step(host, "export", "BACKUP CERTIFICATE " + host + "_cert TO FILE = 'C:\\" + host + "_cert.cer'");
        members.stream()
                .filter(other -> !other.equals(host))
                .forEach(other -> step(host, "copy to " + other, "copy " + other + " " + host + "_cert.cer"));
    }

    static String certificate(String host, String name) {
        return "CREATE CERTIFICATE " + name + " WITH SUBJECT = '" + host + " certificate'";
    }

    static String endpoint(String certificate, String state, String encryption, String role) {
        return "CREATE ENDPOINT Endpoint_Mirroring STATE = " + state
                + " AS TCP (LISTENER_PORT = 7024, LISTENER_IP = ALL) FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE "
                + certificate + ", ENCRYPTION = " + encryption + ", ROLE = " + role + ")";
    }

    private void inbound(String on, String from) {
        step(on, "login " + from, "CREATE LOGIN " + from + "_login WITH PASSWORD = 'Another_Passw0rd!'");
        step(on, "user " + from, "CREATE USER " + from + "_user FOR LOGIN " + from + "_login");
        step(
                on,
                "import " + from,
                "CREATE CERTIFICATE " + from + "_cert AUTHORIZATION " + from + "_user FROM FILE = 'C:\\" + from
                        + "_cert.cer'");
        step(on, "grant " + from, "GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO " + from + "_login");
    }

    private void database() {
        step("HOST_A", "full", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\AW.bak' WITH FORMAT");
        step("HOST_A", "log", "BACKUP LOG AdventureWorks TO DISK = 'C:\\AW.trn' WITH FORMAT");
        step("HOST_A", "copy full", "copy HOST_B AW.bak");
        step("HOST_A", "copy log", "copy HOST_B AW.trn");
        step("HOST_B", "restore", "RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\AW.bak' WITH NORECOVERY");
        step("HOST_B", "restore log", "RESTORE LOG AdventureWorks FROM DISK = 'C:\\AW.trn' WITH NORECOVERY");
        step("HOST_B", "partner", partner("HOST_A", 7024));
        step("HOST_A", "partner", partner("HOST_B", 7024));
    }

    static String partner(String host, int port) {
        return "ALTER DATABASE AdventureWorks SET PARTNER = 'TCP://" + host + ".corp.example:" + port + "'";
    }

    private void step(String host, String name, String batch) {
        steps.put(host + " " + name, new Step(host, batch));
    }

    LabTrio without(String... names) {
        for (String name : names) {
            if (steps.remove(name) == null) {
                throw new IllegalArgumentException("There is no step " + name + " among " + steps.keySet());
            }
        }
        return this;
    }

    /** Does all steps; what is refused is passed over, as by somebody who hopes for the best. */
    LabTrio perform() throws SQLException, IOException {
        for (Step step : steps.values()) {
            if (step.batch().startsWith("copy ")) {
                String[] words = step.batch().split(" ");
                copy(step.host(), words[1], words[2]);
            } else {
                int number = lab.errorOf(step.host(), step.batch());
                error = number == 0 ? error : number;
            }
        }
        return this;
    }

    /** The last error that a statement met, 0 for none. */
    int error() {
        return error;
    }

    private void copy(String from, String to, String file) throws IOException {
        Path source = lab.host(from).disk().resolve(file);
        if (Files.exists(source)) {
            Files.copy(source, lab.host(to).disk().resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void run(String host, String batch) throws SQLException {
        lab.run(host, batch);
    }

    /** Waits until a partner shows a state of the session. */
    LabTrio awaitState(String host, String state) throws SQLException {
        lab.await(
                host,
                "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')",
                state);
        return this;
    }

    Findings diagnose() {
        return diagnose(0);
    }

    /** Connects to all three hosts, reads states and error logs, and diagnoses. */
    Findings diagnose(int refusal) {
        try (JdbcHosts hosts = connect()) {
            return new Diagnosis(LabTrio::secret)
                    .of(
                            hosts.observe(TRIO, List.of()),
                            new InstanceErrorLogs(hosts).recent(TRIO),
                            new Refusal(refusal, ""));
        }
    }

    /** As a login that is no sysadmin on HOST_B sees it, and under names of the operator's own. */
    Findings diagnoseAs(String user, String password) throws SQLException {
        Map<String, String> names = Map.of("first", "HOST_A", "second", "HOST_B");
        try (JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL)) {
            for (String name : List.of("first", "second")) {
                LabHost host = lab.host(names.get(name));
                boolean other = name.equals("second") && !user.isEmpty();
                hosts.connect(
                        new HostDefinition(
                                name,
                                host.server(),
                                other ? user : host.user(),
                                HostDefinition.Encryption.ANY_CERTIFICATE),
                        Secret.of(other ? password : host.password()));
            }
            return new Diagnosis(LabTrio::secret)
                    .of(hosts.observe(hosts.names(), List.of()), new InstanceErrorLogs(hosts).recent(hosts.names()));
        }
    }

    Observation observe() {
        try (JdbcHosts hosts = connect()) {
            return hosts.observe(TRIO, List.of());
        }
    }

    private JdbcHosts connect() {
        JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);
        for (String name : TRIO) {
            LabHost host = lab.host(name);
            hosts.connect(
                    new HostDefinition(name, host.server(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                    Secret.of(host.password()));
        }
        return hosts;
    }

    private static SecretSource secret(String what) {
        return new SecretSource() {
            @Override
            public String label() {
                return what;
            }

            @Override
            public Secret secret() {
                return Secret.of("Generated_Passw0rd!");
            }
        };
    }

    List<String> causes() {
        return causes(0);
    }

    List<String> causes(int refusal) {
        return diagnose(refusal).causes().stream()
                .map(cause -> cause.finding().key())
                .toList();
    }
}
