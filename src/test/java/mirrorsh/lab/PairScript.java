package mirrorsh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The procedure for HOST_A and HOST_B, and HOST_W where a witness is wanted, as a list of named steps that a test leaves out or
 * changes. Names of objects are the documented example's; the database is AdventureWorks.
 *
 * <p>Steps are called, for example, {@code key of HOST_A}, {@code certificate of HOST_A}, {@code endpoint of HOST_A},
 * {@code export of HOST_A}; {@code login on HOST_B for HOST_A} and likewise {@code user}, {@code copy}, {@code import},
 * {@code grant}; {@code recovery}, {@code full backup}, {@code log backup}, {@code full copy}, {@code log copy},
 * {@code full restore}, {@code log restore}, {@code partner on HOST_B}, {@code partner on HOST_A}, {@code synchronized},
 * {@code witness}.
 */
public final class PairScript {
    public static final String DATABASE = "AdventureWorks";
    public static final String STATE =
            "SELECT ISNULL((SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('"
                    + DATABASE + "')), 'NONE')";

    /** How the partner that is asked sees the witness. */
    public static final String WITNESS_STATE =
            "SELECT mirroring_witness_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('" + DATABASE
                    + "')";

    private final List<Step> steps = new ArrayList<>();

    private PairScript() {}

    /** What a step does. */
    @FunctionalInterface
    public interface Action {
        void perform(LabExtension lab) throws SQLException, IOException;
    }

    private record Step(String name, Action action) {}

    /** A step that the server refused. */
    public record Refusal(String step, int number) {
        @Override
        public String toString() {
            return step + " " + number;
        }
    }

    /** The two partners, up to SYNCHRONIZED. */
    public static PairScript pair() {
        PairScript script = new PairScript();
        script.trust(List.of("HOST_A", "HOST_B"));
        script.database();
        return script;
    }

    /** With HOST_W as witness at the end. */
    public static PairScript withWitness() {
        PairScript script = new PairScript();
        script.trust(List.of("HOST_A", "HOST_B", "HOST_W"));
        script.database();
        script.step("witness", lab -> {
            lab.run("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_W:7024'");
            lab.await("HOST_B", WITNESS_STATE, "CONNECTED");
        });
        return script;
    }

    private void trust(List<String> hosts) {
        hosts.forEach(this::outbound);
        for (String host : hosts) {
            hosts.stream().filter(peer -> !peer.equals(host)).forEach(peer -> inbound(host, peer));
        }
    }

    private void outbound(String host) {
        sql("key of " + host, host, "USE master; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'");
        sql("certificate of " + host, host, certificate(host, ""));
        sql("endpoint of " + host, host, endpoint("CERTIFICATE " + host + "_cert", "REQUIRED ALGORITHM AES", "ALL"));
        sql(
                "export of " + host,
                host,
                "USE master; BACKUP CERTIFICATE " + host + "_cert TO FILE = 'C:\\" + host + "_cert.cer'");
    }

    /** The statement that makes a host's certificate, with options behind the subject. */
    public static String certificate(String host, String options) {
        return "USE master; CREATE CERTIFICATE " + host + "_cert WITH SUBJECT = '" + host + " certificate'" + options;
    }

    /** The statement that makes an endpoint. */
    public static String endpoint(String authentication, String encryption, String role) {
        return "USE master; CREATE ENDPOINT Endpoint_Mirroring STATE = STARTED AS TCP (LISTENER_PORT = 7024)"
                + " FOR DATABASE_MIRRORING (AUTHENTICATION = " + authentication + ", ENCRYPTION = " + encryption
                + ", ROLE = " + role + ")";
    }

    private void inbound(String host, String peer) {
        String where = " on " + host + " for " + peer;
        sql(
                "login" + where,
                host,
                "USE master; CREATE LOGIN " + peer + "_login WITH PASSWORD = '1Sample_Strong_Password!@#'");
        sql("user" + where, host, "USE master; CREATE USER " + peer + "_user FOR LOGIN " + peer + "_login");
        step("copy" + where, lab -> copy(lab, peer, host, peer + "_cert.cer", peer + "_cert.cer"));
        sql("import" + where, host, importing(peer, "AUTHORIZATION " + peer + "_user", peer + "_cert.cer"));
        sql("grant" + where, host, "USE master; GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [" + peer + "_login]");
    }

    /** The statement that imports a peer's certificate. */
    public static String importing(String peer, String owner, String file) {
        return "USE master; CREATE CERTIFICATE " + peer + "_cert " + owner + " FROM FILE = 'C:\\" + file + "'";
    }

    private void database() {
        sql("recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY FULL");
        sql("full backup", "HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\AdventureWorks.bak' WITH FORMAT");
        sql("log backup", "HOST_A", "BACKUP LOG AdventureWorks TO DISK = 'C:\\AdventureWorks.trn' WITH FORMAT");
        step("full copy", lab -> copy(lab, "HOST_A", "HOST_B", "AdventureWorks.bak", "AdventureWorks.bak"));
        step("log copy", lab -> copy(lab, "HOST_A", "HOST_B", "AdventureWorks.trn", "AdventureWorks.trn"));
        sql(
                "full restore",
                "HOST_B",
                "USE master; RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\AdventureWorks.bak' WITH NORECOVERY");
        sql(
                "log restore",
                "HOST_B",
                "USE master; RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn' WITH NORECOVERY");
        sql("partner on HOST_B", "HOST_B", partner("TCP://HOST_A:7024"));
        sql("partner on HOST_A", "HOST_A", partner("TCP://HOST_B:7024"));
        step("synchronized", lab -> {
            if (!lab.value("HOST_A", STATE).equals("NONE")) {
                lab.await("HOST_A", STATE, "SYNCHRONIZED");
                lab.await("HOST_B", STATE, "SYNCHRONIZED");
            }
        });
    }

    /** The statement that sets a partner. */
    public static String partner(String address) {
        return "USE master; ALTER DATABASE AdventureWorks SET PARTNER = '" + address + "'";
    }

    /** Copies a file between two disks if it is there. */
    public static void copy(LabExtension lab, String from, String to, String file, String as) throws IOException {
        Path source = lab.host(from).disk().resolve(file);
        if (Files.exists(source)) {
            Files.copy(source, lab.host(to).disk().resolve(as), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // ---------------------------------------------------------------- changes

    private void sql(String name, String host, String batch) {
        step(name, lab -> lab.run(host, batch));
    }

    private void step(String name, Action action) {
        steps.add(new Step(name, action));
    }

    private int find(String name) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no step " + name + ".");
    }

    public PairScript omit(String name) {
        steps.remove(find(name));
        return this;
    }

    /** Another statement in place of a step's, on {@code host}. */
    public PairScript replace(String name, String host, String batch) {
        steps.set(find(name), new Step(name, lab -> lab.run(host, batch)));
        return this;
    }

    public PairScript before(String name, String host, String batch) {
        return before(name, lab -> lab.run(host, batch));
    }

    public PairScript before(String name, Action action) {
        steps.add(find(name), new Step("before " + name, action));
        return this;
    }

    public PairScript after(String name, String host, String batch) {
        return after(name, lab -> lab.run(host, batch));
    }

    public PairScript after(String name, Action action) {
        steps.add(find(name) + 1, new Step("after " + name, action));
        return this;
    }

    /** The partner of a host is given by its own IP address. */
    public PairScript replaceAddress(String host) {
        String peer = host.equals("HOST_A") ? "HOST_B" : "HOST_A";
        steps.set(find("partner on " + host), new Step("partner on " + host, lab -> {
            String ip = lab.host(peer).server().split(",", -1)[0];
            lab.run(host, partner("TCP://" + ip + ":7024"));
        }));
        return this;
    }

    /** Leaves out everything behind a step. */
    public PairScript until(String name) {
        steps.subList(find(name) + 1, steps.size()).clear();
        return this;
    }

    /** Does all steps, also behind one that is refused; what was refused, in order. */
    public List<Refusal> perform(LabExtension lab) throws IOException {
        List<Refusal> refused = new ArrayList<>();
        for (Step step : steps) {
            try {
                step.action().perform(lab);
            } catch (SQLException e) {
                refused.add(new Refusal(step.name(), e.getErrorCode()));
            }
        }
        return refused;
    }
}
