package mirrorsh.lab;

import static mirrorsh.lab.Evidence.refused;
import static mirrorsh.lab.PairScript.endpoint;
import static mirrorsh.lab.PairScript.pair;
import static mirrorsh.lab.PairScript.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;

/** The database, its backups and its copy (errors.md §9 P38 to P52, P62). */
final class DatabasePlants {
    /** What turns on the encryption of AdventureWorks at rest, with a certificate of its own. */
    static final String ENCRYPTING = "USE master; CREATE CERTIFICATE Tde_cert WITH SUBJECT = 'Encrypts AdventureWorks';"
            + " USE AdventureWorks; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE"
            + " Tde_cert; ALTER DATABASE AdventureWorks SET ENCRYPTION ON; USE master";

    /** What puts AdventureWorks into a group of its own. */
    private static final String GROUP =
            "USE master; CREATE AVAILABILITY GROUP AW_group FOR DATABASE AdventureWorks REPLICA ON"
                    + " 'HOST_A' WITH (ENDPOINT_URL = 'TCP://HOST_A:7024', FAILOVER_MODE = MANUAL,"
                    + " AVAILABILITY_MODE = SYNCHRONOUS_COMMIT)";

    static final Planting P38 = new Planting(
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
            refused("partner on HOST_A", 1448, 1419));

    static final Planting P39 = new Planting(
            "HOST_B restored WITH RECOVERY",
            () -> pair().after("log restore", "HOST_B", "RESTORE DATABASE AdventureWorks WITH RECOVERY"),
            refused("partner on HOST_A", 1464, 1419));

    static final Planting P40 = new Planting(
            "HOST_B restored WITH STANDBY",
            () -> pair().replace(
                            "log restore",
                            "HOST_B",
                            "USE master; RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn'"
                                    + " WITH STANDBY = 'C:\\AdventureWorks.tuf'"),
            refused("partner on HOST_A", 1464, 1466));

    static final Planting P41 = new Planting(
            "no log backup was restored",
            () -> pair().omit("log restore"),
            refused("partner on HOST_A", 1412, 1478, 1409));

    static final Planting P42 = new Planting(
            "a log backup job ran after the restore",
            () -> pair().after("log restore", lab -> lab.lab().faults().backUpLog("HOST_A", "AdventureWorks")),
            refused("partner on HOST_A", 1408, 1412, 1478));

    static final Planting P43 = new Planting(
            "the recovery model is SIMPLE",
            () -> pair().replace("recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE"),
            refused("log backup", 4208).andRefused("partner on HOST_A", 1465));

    static final Planting P44 = new Planting(
            "the full backup was taken in the SIMPLE model",
            () -> pair().replace("recovery", "HOST_A", "USE master; ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE")
                    .after("full backup", "HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY FULL"),
            refused("log backup", 4214));

    static final Planting P45 = new Planting(
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
            refused("partner on HOST_A", 1407));

    static final Planting P46 = new Planting(
            "HOST_B is Express",
            () -> pair().replace(
                            "endpoint of HOST_B",
                            "HOST_B",
                            endpoint("CERTIFICATE HOST_B_cert", "REQUIRED ALGORITHM AES", "WITNESS")),
            refused("partner on HOST_B", 1463),
            settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A").withSample(),
                    LabSettings.Host.named("HOST_B").running(Version.SQL_2022, Edition.EXPRESS),
                    LabSettings.Host.named("HOST_W"))));

    static final Planting P47 = new Planting(
            "HOST_B is older",
            PairScript::pair,
            refused("full restore", 3169),
            settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A").withSample(),
                    LabSettings.Host.named("HOST_B").running(Version.SQL_2019, Edition.DEVELOPER),
                    LabSettings.Host.named("HOST_W"))));

    static final Planting P49 = new Planting(
            "the database is mirrored already",
            () -> pair().after("synchronized", "HOST_A", partner("TCP://HOST_B:7024")),
            refused("after synchronized", 1405));

    static final Planting P50 = new Planting(
            "the database is in an availability group",
            () -> pair().before("partner on HOST_A", "HOST_A", GROUP),
            refused("partner on HOST_A", 1468),
            settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A").withSample().withGroups(),
                    LabSettings.Host.named("HOST_B").withGroups(),
                    LabSettings.Host.named("HOST_W"))));

    static final Planting P51 = new Planting(
            "AUTO_CLOSE is on",
            () -> pair().before(
                            "partner on HOST_A",
                            "HOST_A",
                            "USE master; ALTER DATABASE AdventureWorks SET AUTO_CLOSE ON"),
            refused("partner on HOST_A", 1469));

    static final Planting P52 = new Planting(
            "HOST_B lacks the folder of a file",
            () -> pair().before("full backup", lab -> {
                createFolder(lab);
                lab.run(
                        "HOST_A",
                        "ALTER DATABASE AdventureWorks ADD FILE (NAME = More, FILENAME = 'C:\\More\\More.ndf')");
            }),
            refused("full restore", 3156, 5133));

    static final Planting P62 = new Planting(
            "HOST_B lacks the certificate that encrypts the database",
            () -> pair().before("full backup", "HOST_A", ENCRYPTING),
            refused("full restore", 33111).andRefused("log restore", 33111));

    private DatabasePlants() {}

    private static void createFolder(LabExtension lab) {
        try {
            Files.createDirectories(lab.host("HOST_A").disk().resolve("More"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
