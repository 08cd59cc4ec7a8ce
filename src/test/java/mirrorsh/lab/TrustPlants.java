package mirrorsh.lab;

import static mirrorsh.lab.Evidence.fine;
import static mirrorsh.lab.Evidence.refused;
import static mirrorsh.lab.Evidence.unreachable;
import static mirrorsh.lab.PairScript.certificate;
import static mirrorsh.lab.PairScript.copy;
import static mirrorsh.lab.PairScript.importing;
import static mirrorsh.lab.PairScript.pair;

import java.io.IOException;
import java.time.Duration;

/** Keys, certificates, logins and grants (errors.md §9 P01 to P20, P60, P61). */
final class TrustPlants {
    static final Planting P01 = new Planting(
            "master key missing on HOST_A",
            () -> pair().omit("key of HOST_A"),
            refused("certificate of HOST_A", 15581));

    static final Planting P02 = new Planting(
            "master key of HOST_B not under the service master key",
            () -> pair().before(
                            "partner on HOST_B",
                            "HOST_B",
                            "USE master; ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY"),
            unreachable().log("HOST_B", "15581"));

    static final Planting P03 = new Planting(
            "own certificate missing on HOST_A",
            () -> pair().omit("certificate of HOST_A"),
            refused("endpoint of HOST_A", 15151));

    static final Planting P04 = new Planting(
            "own certificate of HOST_A under a password",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            "USE master; CREATE CERTIFICATE HOST_A_cert ENCRYPTION BY PASSWORD = 'Of#the Certificate1'"
                                    + " WITH SUBJECT = 'HOST_A certificate'"),
            refused("endpoint of HOST_A", 28055));

    static final Planting P05 = new Planting(
            "own certificate of HOST_A in another database",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            "USE AdventureWorks; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#2 of the other';"
                                    + " CREATE CERTIFICATE HOST_A_cert WITH SUBJECT = 'HOST_A certificate'; USE master"),
            refused("endpoint of HOST_A", 15151));

    static final Planting P06 = new Planting(
            "the export file of HOST_A exists",
            () -> pair().after(
                            "export of HOST_A",
                            "HOST_A",
                            "USE master; BACKUP CERTIFICATE HOST_A_cert TO FILE = 'C:\\HOST_A_cert.cer'"),
            refused("after export of HOST_A", 15240));

    static final Planting P07 = new Planting(
            "HOST_B imported HOST_W's certificate as HOST_A's",
            () -> pair().before("import on HOST_B for HOST_A", lab -> {
                lab.run("HOST_W", "USE master; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key#1 of the master'");
                lab.run("HOST_W", certificate("HOST_W", ""));
                lab.run("HOST_W", "BACKUP CERTIFICATE HOST_W_cert TO FILE = 'C:\\HOST_W_cert.cer'");
                copy(lab, "HOST_W", "HOST_B", "HOST_W_cert.cer", "HOST_A_cert.cer");
            }),
            unreachable().log("HOST_B", "State 89"));

    static final Planting P08 = new Planting(
            "HOST_B imports its own file",
            () -> pair().replace(
                            "import on HOST_B for HOST_A",
                            "HOST_B",
                            importing("HOST_A", "AUTHORIZATION HOST_A_user", "HOST_B_cert.cer")),
            refused("import on HOST_B for HOST_A", 15232));

    static final Planting P09 = new Planting(
            "HOST_A made its certificate anew after the exchange",
            () -> pair().before("partner on HOST_B", lab -> {
                lab.run("HOST_A", "USE master; CREATE CERTIFICATE passing WITH SUBJECT = 'passing'");
                lab.run("HOST_A", use("passing"));
                lab.run("HOST_A", "DROP CERTIFICATE HOST_A_cert");
                lab.run("HOST_A", certificate("HOST_A", ""));
                lab.run("HOST_A", use("HOST_A_cert"));
                lab.run("HOST_A", "DROP CERTIFICATE passing");
            }),
            unreachable().log("HOST_B", "State 89"));

    static final Planting P10 = new Planting(
            "HOST_B may not read HOST_A's file",
            () -> pair().before(
                            "import on HOST_B for HOST_A",
                            lab -> lab.lab().faults().denyFile("HOST_B", "C:\\HOST_A_cert.cer")),
            refused("import on HOST_B for HOST_A", 15208));

    static final Planting P11 = new Planting(
            "own certificate of HOST_A begins in the future",
            () -> pair().replace(
                            "certificate of HOST_A",
                            "HOST_A",
                            certificate("HOST_A", ", START_DATE = '20990101', EXPIRY_DATE = '21000101'")),
            refused("endpoint of HOST_A", 28055));

    static final Planting P12 = new Planting(
            "the clock of HOST_B is a day behind",
            () -> pair().before("key of HOST_A", lab -> lab.lab().faults().skew("HOST_B", Duration.ofDays(-1))),
            unreachable().log("HOST_B", "not yet valid"));

    static final Planting P13 = new Planting(
            "the certificate of HOST_A expires while the session runs, and HOST_B restarts",
            () -> pair().after("synchronized", lab -> {
                lab.lab().faults().expireCertificate("HOST_A");
                restart(lab, "HOST_B");
            }),
            fine().state("HOST_A", "DISCONNECTED").log("HOST_A", "State 85"));

    static final Planting P14 = new Planting(
            "HOST_B imported HOST_A's certificate without AUTHORIZATION",
            () -> pair().replace("import on HOST_B for HOST_A", "HOST_B", importing("HOST_A", "", "HOST_A_cert.cer")),
            fine().state("HOST_A", "SYNCHRONIZED").log("HOST_B", "succeeded for user 'sa'"));

    static final Planting P15 = new Planting(
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
            unreachable().log("HOST_B", "HOST_W_login"));

    static final Planting P16 = new Planting(
            "the user on HOST_B has no login",
            () -> pair().replace(
                            "user on HOST_B for HOST_A", "HOST_B", "USE master; CREATE USER HOST_A_user WITHOUT LOGIN"),
            unreachable().log("HOST_B", "State 84"));

    static final Planting P17 = new Planting(
            "the login for HOST_A is missing on HOST_B",
            () -> pair().omit("login on HOST_B for HOST_A"),
            refused("user on HOST_B for HOST_A", 15007));

    static final Planting P18 = new Planting(
            "CONNECT was not granted on HOST_B",
            () -> pair().omit("grant on HOST_B for HOST_A"),
            unreachable().log("HOST_B", "State 84"));

    static final Planting P19 = new Planting(
            "CONNECT was granted to the user, not the login",
            () -> pair().replace(
                            "grant on HOST_B for HOST_A",
                            "HOST_B",
                            "USE master; GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_A_user]"),
            refused("grant on HOST_B for HOST_A", 15151));

    static final Planting P20 = new Planting(
            "CONNECT was granted on the T-SQL endpoint",
            () -> pair().replace(
                            "grant on HOST_B for HOST_A",
                            "HOST_B",
                            "USE master; GRANT CONNECT ON ENDPOINT::[TSQL Default TCP] TO [HOST_A_login]"),
            unreachable().log("HOST_B", "State 84"));

    static final Planting P60 = new Planting(
            "the endpoint of HOST_B got another owner while the session runs, and HOST_A restarts",
            () -> pair().after("synchronized", lab -> {
                lab.run("HOST_B", "USE master; CREATE LOGIN keeper WITH PASSWORD = '1Sample_Strong_Password!@#'");
                lab.run("HOST_B", "ALTER AUTHORIZATION ON ENDPOINT::Endpoint_Mirroring TO keeper");
                restart(lab, "HOST_A");
            }),
            fine().state("HOST_B", "DISCONNECTED").log("HOST_B", "State 84"));

    static final Planting P61 = new Planting(
            "HOST_B lost its service master key",
            () -> pair().before("partner on HOST_B", lab -> lab.lab().faults().loseServiceMasterKey("HOST_B")),
            unreachable().log("HOST_B", "15466"));

    private TrustPlants() {}

    private static String use(String certificate) {
        return "USE master; ALTER ENDPOINT Endpoint_Mirroring FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE "
                + certificate + ")";
    }

    private static void restart(LabExtension lab, String host) throws IOException {
        lab.lab().faults().stop(host);
        lab.lab().faults().start(host);
    }
}
