package mirrorsh.lab;

import static mirrorsh.lab.PairScript.certificate;
import static mirrorsh.lab.PairScript.copy;
import static mirrorsh.lab.PairScript.endpoint;
import static mirrorsh.lab.PairScript.importing;
import static mirrorsh.lab.PairScript.pair;
import static mirrorsh.lab.PairScript.partner;
import static mirrorsh.lab.PairScript.withWitness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;

/**
 * Every omission and mismatch of errors.md §9, made on an otherwise good pair by one call of {@link #plant}.
 *
 * <p>Not here, because the lab cannot be brought there: P48 (a defect of mixed, unpatched builds), P50 (the lab has no
 * availability groups), P62 (the lab has no transparent data encryption).
 */
public enum Planted {
    P01("master key missing on HOST_A", () -> pair().omit("key of HOST_A"), refused("certificate of HOST_A", 15581)),
    P02(
            "master key of HOST_B not under the service master key",
            () -> pair().before(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY"),
            unreachable().log("HOST_B", "15581")),
    P03(
            "own certificate missing on HOST_A",
            () -> pair().omit("certificate of HOST_A"),
            refused("endpoint of HOST_A", 15151)),
    P04(
            "own certificate of HOST_A under a password",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            "USE master; CREATE CERTIFICATE HOST_A_cert ENCRYPTION BY PASSWORD = 'Of#the Certificate1'"
                                    + " WITH SUBJECT = 'HOST_A certificate'"),
            refused("endpoint of HOST_A", 28055)),
    P05(
            "own certificate of HOST_A in another database",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            "USE AdventureWorks; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#2 of the other';"
                                    + " CREATE CERTIFICATE HOST_A_cert WITH SUBJECT = 'HOST_A certificate'; USE master"),
            refused("endpoint of HOST_A", 15151)),
    P06(
            "the export file of HOST_A exists",
            () -> pair().after(
                            "export of HOST_A",
                            "HOST_A",
                            "USE master; BACKUP CERTIFICATE HOST_A_cert TO FILE = 'C:\\HOST_A_cert.cer'"),
            refused("after export of HOST_A", 15240)),
    P07(
            "HOST_B imported HOST_W's certificate as HOST_A's",
            () -> pair().before("import on HOST_B for HOST_A", lab -> {
                lab.run("HOST_W", "USE master; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'");
                lab.run("HOST_W", certificate("HOST_W", ""));
                lab.run("HOST_W", "BACKUP CERTIFICATE HOST_W_cert TO FILE = 'C:\\HOST_W_cert.cer'");
                copy(lab, "HOST_W", "HOST_B", "HOST_W_cert.cer", "HOST_A_cert.cer");
            }),
            unreachable().log("HOST_B", "State 89")),
    P08(
            "HOST_B imports its own file",
            () -> pair().replace(
                            "import on HOST_B for HOST_A",
                            "HOST_B",
                            importing("HOST_A", "AUTHORIZATION HOST_A_user", "HOST_B_cert.cer")),
            refused("import on HOST_B for HOST_A", 15232)),
    P09(
            "HOST_A made its certificate anew after the exchange",
            () -> pair().before("partner on HOST_B", lab -> {
                lab.run("HOST_A", "USE master; CREATE CERTIFICATE passing WITH SUBJECT = 'passing'");
                lab.run("HOST_A", use("passing"));
                lab.run("HOST_A", "DROP CERTIFICATE HOST_A_cert");
                lab.run("HOST_A", certificate("HOST_A", ""));
                lab.run("HOST_A", use("HOST_A_cert"));
                lab.run("HOST_A", "DROP CERTIFICATE passing");
            }),
            unreachable().log("HOST_B", "State 89")),
    P10(
            "HOST_B may not read HOST_A's file",
            () -> pair().before(
                            "import on HOST_B for HOST_A",
                            lab -> lab.lab().faults().denyFile("HOST_B", "C:\\HOST_A_cert.cer")),
            refused("import on HOST_B for HOST_A", 15208)),
    P11(
            "own certificate of HOST_A begins in the future",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            certificate("HOST_A", ", START_DATE = '20990101', EXPIRY_DATE = '21000101'")),
            refused("endpoint of HOST_A", 28055)),
    P12(
            "the clock of HOST_B is a day behind",
            () -> pair().before("key of HOST_A", lab -> lab.lab().faults().skew("HOST_B", Duration.ofDays(-1))),
            unreachable().log("HOST_B", "not yet valid")),
    P13(
            "the certificate of HOST_A expires while the session runs, and HOST_B restarts",
            () -> pair().after("synchronized", lab -> {
                lab.lab().faults().expireCertificate("HOST_A");
                restart(lab, "HOST_B");
            }),
            fine().state("HOST_A", "DISCONNECTED").log("HOST_A", "State 85")),
    P14(
            "HOST_B imported HOST_A's certificate without AUTHORIZATION",
            () -> pair().replace("import on HOST_B for HOST_A", "HOST_B", importing("HOST_A", "", "HOST_A_cert.cer")),
            fine().state("HOST_A", "SYNCHRONIZED").log("HOST_B", "succeeded for user 'sa'")),
    P15(
            "on HOST_B, HOST_A's certificate belongs to HOST_W's user, who has no CONNECT",
            () -> pair().before(
                            "import on HOST_B for HOST_A",
                            "HOST_B",
                            "USE master; CREATE LOGIN HOST_W_login WITH PASSWORD = '1Sample_Strong_Password!@#';"
                                    + " CREATE USER HOST_W_user FOR LOGIN HOST_W_login")
                    .replace(
                            "import on HOST_B for HOST_A",
                            "HOST_B",
                            importing("HOST_A", "AUTHORIZATION HOST_W_user", "HOST_A_cert.cer")),
            unreachable().log("HOST_B", "HOST_W_login")),
    P16(
            "the user on HOST_B has no login",
            () -> pair().replace(
                            "user on HOST_B for HOST_A", "HOST_B", "USE master; CREATE USER HOST_A_user WITHOUT LOGIN"),
            unreachable().log("HOST_B", "State 84")),
    P17(
            "the login for HOST_A is missing on HOST_B",
            () -> pair().omit("login on HOST_B for HOST_A"),
            refused("user on HOST_B for HOST_A", 15007)),
    P18(
            "CONNECT was not granted on HOST_B",
            () -> pair().omit("grant on HOST_B for HOST_A"),
            unreachable().log("HOST_B", "State 84")),
    P19(
            "CONNECT was granted to the user, not the login",
            () -> pair().replace(
                            "grant on HOST_B for HOST_A",
                            "HOST_B",
                            "USE master; GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_A_user]"),
            refused("grant on HOST_B for HOST_A", 15151)),
    P20(
            "CONNECT was granted on the T-SQL endpoint",
            () -> pair().replace(
                            "grant on HOST_B for HOST_A",
                            "HOST_B",
                            "USE master; GRANT CONNECT ON ENDPOINT::[TSQL Default TCP] TO [HOST_A_login]"),
            unreachable().log("HOST_B", "State 84")),
    P21(
            "HOST_B has no endpoint",
            () -> pair().after("partner on HOST_B", "HOST_B", "USE master; DROP ENDPOINT Endpoint_Mirroring"),
            unreachable().log("HOST_A", "10061")),
    P22(
            "the endpoint of HOST_B is stopped",
            () -> pair().after(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER ENDPOINT Endpoint_Mirroring STATE = STOPPED"),
            unreachable().log("HOST_A", "10061").log("HOST_B", "stopped listening")),
    P23(
            "Windows authentication on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("WINDOWS NEGOTIATE", "REQUIRED ALGORITHM AES", "ALL")),
            unreachable().log("HOST_B", "State 21")),
    P24(
            "ROLE = WITNESS on HOST_B",
            () -> pair().after(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (ROLE = WITNESS)"),
            unreachable().log("HOST_B", "WITNESS")),
    P25(
            "ROLE = PARTNER on the witness",
            () -> withWitness()
                    .replace(
                            "endpoint of HOST_W",
                            "HOST_W",
                            endpoint("CERTIFICATE HOST_W_cert", "REQUIRED ALGORITHM AES", "PARTNER")),
            refused("witness", 1427, 1456)),
    P26(
            "encryption disabled on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B", "HOST_B", endpoint("CERTIFICATE HOST_B_cert", "DISABLED", "ALL")),
            unreachable().log("HOST_B", "State 22")),
    P27(
            "RC4 on HOST_B",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("CERTIFICATE HOST_B_cert", "REQUIRED ALGORITHM RC4", "ALL")),
            unreachable().log("HOST_B", "State 22")),
    P28(
            "a wrong port in the address of HOST_B",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_B:7025")),
            unreachable().log("HOST_A", "10061")),
    P29(
            "another instance has the port of HOST_B",
            () -> pair().before("endpoint of HOST_B", lab -> lab.lab().faults().takePort("HOST_B", 7024)),
            unreachable().log("HOST_B", "in use").log("HOST_A", "10061")),
    P30(
            "the T-SQL port in the address of HOST_B",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_B:1433")),
            unreachable().log("HOST_A", "10054")),
    P31(
            "HOST_B cannot reach HOST_A",
            () -> pair().before("partner on HOST_A", lab -> lab.lab().faults().cut("HOST_B", "HOST_A"))
                    .omit("synchronized"),
            fine().log("HOST_B", "10060")),
    P32(
            "HOST_B does not find HOST_A's name",
            () -> pair().before("partner on HOST_A", lab -> lab.lab().faults().forgetName("HOST_B", "HOST_A"))
                    .omit("synchronized"),
            fine().log("HOST_B", "11001")),
    P33(
            "IP addresses with LISTENER_IP = ALL",
            () -> pair().replaceAddress("HOST_A").replaceAddress("HOST_B"),
            fine().state("HOST_A", "SYNCHRONIZED")),
    P34(
            "the partner was set on HOST_A first",
            () -> pair().before("partner on HOST_B", "HOST_A", partner("TCP://HOST_B:7024"))
                    .omit("partner on HOST_A")
                    .omit("synchronized"),
            refused("before partner on HOST_B", 1416, 1418)),
    P35(
            "the second statement was run on HOST_B again",
            () -> pair().replace("partner on HOST_A", "HOST_B", partner("TCP://HOST_A:7024")),
            refused("partner on HOST_A", 1405)),
    P36(
            "HOST_A was given its own address",
            () -> pair().replace("partner on HOST_A", "HOST_A", partner("TCP://HOST_A:7024")),
            refused("partner on HOST_A", 1452)),
    P37(
            "HOST_B was given a wrong address of HOST_A",
            () -> pair().replace("partner on HOST_B", "HOST_B", partner("TCP://HOST_A:7025"))
                    .omit("synchronized"),
            fine().log("HOST_B", "10061")),
    P38(
            "the copy on HOST_B has another name",
            () -> pair().replace(
                            "full restore",
                            "HOST_B",
                            "USE master; RESTORE DATABASE AdventureWorks2 FROM DISK = 'C:\\AdventureWorks.bak'"
                                    + " WITH NORECOVERY")
                    .replace(
                            "log restore",
                            "HOST_B",
                            "RESTORE LOG AdventureWorks2 FROM DISK = 'C:\\AdventureWorks.trn' WITH NORECOVERY"),
            refused("partner on HOST_A", 1448, 1419)),
    P39(
            "HOST_B restored WITH RECOVERY",
            () -> pair().after("log restore", "HOST_B", "RESTORE DATABASE AdventureWorks WITH RECOVERY"),
            refused("partner on HOST_A", 1464, 1419)),
    P40(
            "HOST_B restored WITH STANDBY",
            () -> pair().replace(
                            "log restore",
                            "HOST_B",
                            "USE master; RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn'"
                                    + " WITH STANDBY = 'C:\\AdventureWorks.tuf'"),
            refused("partner on HOST_A", 1464, 1466)),
    P41("no log backup was restored", () -> pair().omit("log restore"), refused("partner on HOST_A", 1412, 1478, 1409)),
    P42(
            "a log backup job ran after the restore",
            () -> pair().after("log restore", lab -> lab.lab().faults().backUpLog("HOST_A", "AdventureWorks")),
            refused("partner on HOST_A", 1408, 1412, 1478)),
    P43(
            "the recovery model is SIMPLE",
            () -> pair().replace("recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE"),
            refused("log backup", 4208).andRefused("partner on HOST_A", 1465)),
    P44(
            "the full backup was taken in the SIMPLE model",
            () -> pair().replace("recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE")
                    .after("full backup", "HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY FULL"),
            refused("log backup", 4214)),
    P45(
            "HOST_B restored the backup of another database",
            () -> pair().before(
                            "full backup", "HOST_A", "CREATE DATABASE Other; ALTER DATABASE Other SET RECOVERY FULL;")
                    .replace(
                            "full backup",
                            "HOST_A",
                            "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\Right.bak' WITH FORMAT;"
                                    + " BACKUP DATABASE Other TO DISK = 'C:\\AdventureWorks.bak' WITH FORMAT")
                    .replace(
                            "log backup",
                            "HOST_A",
                            "BACKUP LOG AdventureWorks TO DISK = 'C:\\Right.trn' WITH FORMAT;"
                                    + " BACKUP LOG Other TO DISK = 'C:\\AdventureWorks.trn' WITH FORMAT"),
            refused("partner on HOST_A", 1407)),
    P46(
            "HOST_B is Express",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("CERTIFICATE HOST_B_cert", "REQUIRED ALGORITHM AES", "WITNESS")),
            refused("partner on HOST_B", 1463),
            settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A").withSample(),
                    LabSettings.Host.named("HOST_B").running(Version.SQL_2022, Edition.EXPRESS),
                    LabSettings.Host.named("HOST_W")))),
    P47(
            "HOST_B is older",
            PairScript::pair,
            refused("full restore", 3169),
            settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A").withSample(),
                    LabSettings.Host.named("HOST_B").running(Version.SQL_2019, Edition.DEVELOPER),
                    LabSettings.Host.named("HOST_W")))),
    P49(
            "the database is mirrored already",
            () -> pair().after("synchronized", "HOST_A", partner("TCP://HOST_B:7024")),
            refused("after synchronized", 1405)),
    P51(
            "AUTO_CLOSE is on",
            () -> pair().before(
                            "partner on HOST_A",
                            "HOST_A",
                            "USE master; ALTER DATABASE AdventureWorks SET AUTO_CLOSE ON"),
            refused("partner on HOST_A", 1469)),
    P52(
            "HOST_B lacks the folder of a file",
            () -> pair().before("full backup", lab -> {
                createFolder(lab);
                lab.run(
                        "HOST_A",
                        "ALTER DATABASE AdventureWorks ADD FILE (NAME = More, FILENAME = 'C:\\More\\More.ndf')");
            }),
            refused("full restore", 3156, 5133)),
    P53(
            "HOST_A does not let the witness in",
            () -> withWitness().omit("grant on HOST_A for HOST_W"),
            refused("witness", 1456, 1426)),
    P54(
            "HOST_B does not let the witness in",
            () -> withWitness().omit("grant on HOST_B for HOST_W"),
            refused("witness", 1426, 1427, 1433)),
    P55(
            "the witness does not let HOST_A in",
            () -> withWitness().omit("grant on HOST_W for HOST_A"),
            refused("witness", 1456).log("HOST_W", "State 84")),
    P56(
            "HOST_B as its own witness",
            () -> withWitness()
                    .replace("witness", "HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_B:7024'"),
            refused("witness", 1429)),
    P57(
            "the witness is set while the mirror catches up",
            () -> withWitness().before("witness", lab -> {
                lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SUSPEND");
                lab.lab().faults().slow("HOST_B", "HOST_A", Duration.ofSeconds(3));
                lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER RESUME");
            }),
            refused("witness", 1426)),
    P58(
            "a witness with SAFETY OFF",
            () -> withWitness().before("witness", "HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SAFETY OFF"),
            fine().state("HOST_A", "SYNCHRONIZED")),
    P59(
            "a port scanner speaks to HOST_B's endpoint",
            () -> pair().after("synchronized", Planted::scan),
            fine().state("HOST_A", "SYNCHRONIZED").log("HOST_B", "8474")),
    P60(
            "the endpoint of HOST_B got another owner while the session runs, and HOST_A restarts",
            () -> pair().after("synchronized", lab -> {
                lab.run("HOST_B", "USE master; CREATE LOGIN keeper WITH PASSWORD = '1Sample_Strong_Password!@#'");
                lab.run("HOST_B", "ALTER AUTHORIZATION ON ENDPOINT::Endpoint_Mirroring TO keeper");
                restart(lab, "HOST_A");
            }),
            fine().state("HOST_B", "DISCONNECTED").log("HOST_B", "State 84")),
    P61(
            "HOST_B lost its service master key",
            () -> pair().before("partner on HOST_B", lab -> lab.lab().faults().loseServiceMasterKey("HOST_B")),
            unreachable().log("HOST_B", "15466"));

    private final String fault;
    private final Supplier<PairScript> script;
    private final Evidence evidence;
    private final UnaryOperator<LabSettings> settings;

    Planted(String fault, Supplier<PairScript> script, Evidence evidence) {
        this(fault, script, evidence, UnaryOperator.identity());
    }

    Planted(String fault, Supplier<PairScript> script, Evidence evidence, UnaryOperator<LabSettings> settings) {
        this.fault = fault;
        this.script = script;
        this.evidence = evidence;
        this.settings = settings;
    }

    /** In words, without a full stop. */
    public String fault() {
        return fault;
    }

    /** What it must lead to. */
    Evidence evidence() {
        return evidence;
    }

    /**
     * Sets up the pair with this fault in it. Everything else is done as far as it can be, and {@code SET PARTNER} was tried on both
     * hosts; the lab is put in place of another one where the fault lies in versions or editions.
     *
     * @return the steps that the server refused, in order
     */
    public List<PairScript.Refusal> plant(LabExtension lab) throws IOException, SQLException {
        if (this == P46 || this == P47) {
            lab.replace(settings);
        }
        return script.get().perform(lab);
    }

    @Override
    public String toString() {
        return name() + ": " + fault;
    }

    // ---------------------------------------------------------------- what must be seen

    /** A line of an error log, or the state of a session. */
    record Trace(String host, String text) {}

    /** One of the numbers must have been raised by a step. */
    record Refused(String step, List<Integer> numbers) {}

    record Evidence(List<Refused> refused, List<Trace> log, List<Trace> states) {
        Evidence log(String host, String text) {
            return new Evidence(refused, plus(log, new Trace(host, text)), states);
        }

        Evidence state(String host, String state) {
            return new Evidence(refused, log, plus(states, new Trace(host, state)));
        }

        Evidence andRefused(String step, Integer... numbers) {
            return new Evidence(plus(refused, new Refused(step, List.of(numbers))), log, states);
        }

        private static <T> List<T> plus(List<T> list, T more) {
            return java.util.stream.Stream.concat(list.stream(), java.util.stream.Stream.of(more))
                    .toList();
        }
    }

    private static Evidence refused(String step, Integer... numbers) {
        return fine().andRefused(step, numbers);
    }

    /** The fault sits in the transport (errors.md §9). */
    private static Evidence unreachable() {
        return refused("partner on HOST_A", 1418);
    }

    /** No statement is refused. */
    private static Evidence fine() {
        return new Evidence(List.of(), List.of(), List.of());
    }

    // ---------------------------------------------------------------- what steps need

    private static String use(String certificate) {
        return "USE master; ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE "
                + certificate + ")";
    }

    private static void restart(LabExtension lab, String host) throws IOException {
        lab.lab().faults().stop(host);
        lab.lab().faults().start(host);
    }

    private static void createFolder(LabExtension lab) {
        try {
            java.nio.file.Files.createDirectories(lab.host("HOST_A").disk().resolve("More"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scan(LabExtension lab) throws IOException {
        InetSocketAddress port = lab.lab().network().realAddress("HOST_B", 7024).orElseThrow();
        try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().read(); // until the endpoint hangs up
        }
    }
}
