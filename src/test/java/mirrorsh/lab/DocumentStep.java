package mirrorsh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/**
 * The documented example, statement by statement as it is printed there, with the copying between the hosts and the third stage
 * filled in. The constants stand in the document's order.
 */
enum DocumentStep {
    A_MASTER_KEY("HOST_A", """
            USE master;
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<1_Strong_Password!>';
            """),
    A_CERTIFICATE("HOST_A", """
            USE master;
            CREATE CERTIFICATE HOST_A_cert
               WITH SUBJECT = 'HOST_A certificate';
            """),
    A_ENDPOINT("HOST_A", """
            CREATE ENDPOINT Endpoint_Mirroring
               STATE = STARTED
               AS TCP (
                  LISTENER_PORT=7024
                  , LISTENER_IP = ALL
               )
               FOR DATABASE_MIRRORING (
                  AUTHENTICATION = CERTIFICATE HOST_A_cert
                  , ENCRYPTION = REQUIRED ALGORITHM AES
                  , ROLE = ALL
               );
            """),
    A_EXPORT("HOST_A", "BACKUP CERTIFICATE HOST_A_cert TO FILE = 'C:\\HOST_A_cert.cer';"),
    A_COPY("HOST_A", "HOST_B", "HOST_A_cert.cer"),
    B_MASTER_KEY("HOST_B", """
            USE master;
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<Strong_Password_#2>';
            """),
    B_CERTIFICATE("HOST_B", """
            CREATE CERTIFICATE HOST_B_cert
               WITH SUBJECT = 'HOST_B certificate for database mirroring';
            """),
    B_ENDPOINT("HOST_B", """
            CREATE ENDPOINT Endpoint_Mirroring
               STATE = STARTED
               AS TCP (
                  LISTENER_PORT=7024
                  , LISTENER_IP = ALL
               )
               FOR DATABASE_MIRRORING (
                  AUTHENTICATION = CERTIFICATE HOST_B_cert
                  , ENCRYPTION = REQUIRED ALGORITHM AES
                  , ROLE = ALL
               );
            """),
    B_EXPORT("HOST_B", "BACKUP CERTIFICATE HOST_B_cert TO FILE = 'C:\\HOST_B_cert.cer';"),
    B_COPY("HOST_B", "HOST_A", "HOST_B_cert.cer"),
    A_LOGIN("HOST_A", """
            USE master;
            CREATE LOGIN HOST_B_login WITH PASSWORD = '1Sample_Strong_Password!@#';
            """),
    A_USER("HOST_A", "CREATE USER HOST_B_user FOR LOGIN HOST_B_login;"),
    A_IMPORT("HOST_A", """
            CREATE CERTIFICATE HOST_B_cert
               AUTHORIZATION HOST_B_user
               FROM FILE = 'C:\\HOST_B_cert.cer'
            """),
    A_GRANT("HOST_A", "GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_B_login];"),
    B_LOGIN("HOST_B", """
            USE master;
            CREATE LOGIN HOST_A_login WITH PASSWORD = '=Sample#2_Strong_Password2';
            """),
    B_USER("HOST_B", "CREATE USER HOST_A_user FOR LOGIN HOST_A_login;"),
    B_IMPORT("HOST_B", """
            CREATE CERTIFICATE HOST_A_cert
               AUTHORIZATION HOST_A_user
               FROM FILE = 'C:\\HOST_A_cert.cer'
            """),
    B_GRANT("HOST_B", "GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_A_login];"),
    FULL_RECOVERY("HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY FULL;"),
    FULL_BACKUP("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\AdventureWorks.bak' WITH FORMAT;"),
    LOG_BACKUP("HOST_A", "BACKUP LOG AdventureWorks TO DISK = 'C:\\AdventureWorks.trn' WITH FORMAT;"),
    COPY_FULL_BACKUP("HOST_A", "HOST_B", "AdventureWorks.bak"),
    COPY_LOG_BACKUP("HOST_A", "HOST_B", "AdventureWorks.trn"),
    RESTORE_FULL("HOST_B", "RESTORE DATABASE AdventureWorks FROM DISK = 'C:\\AdventureWorks.bak' WITH NORECOVERY;"),
    RESTORE_LOG("HOST_B", "RESTORE LOG AdventureWorks FROM DISK = 'C:\\AdventureWorks.trn' WITH NORECOVERY;"),
    PARTNER_ON_B("HOST_B", """
            --At HOST_B, set server instance on HOST_A as partner (principal server):
            ALTER DATABASE AdventureWorks
                SET PARTNER = 'TCP://HOST_A.Mydomain.Corp.Adventure-Works.com:7024';
            """),
    PARTNER_ON_A("HOST_A", """
            --At HOST_A, set server instance on HOST_B as partner (mirror server).
            ALTER DATABASE AdventureWorks
                SET PARTNER = 'TCP://HOST_B.Mydomain.Corp.Adventure-Works.com:7024';
            """),
    SAFETY_OFF("HOST_A", """
            --Change to high-performance mode by turning off transacton safety.
            ALTER DATABASE AdventureWorks
                SET PARTNER SAFETY OFF
            """);

    private final String host;
    private final String batch;
    private final String copyTo;

    DocumentStep(String host, String batch) {
        this.host = host;
        this.batch = batch;
        this.copyTo = "";
    }

    DocumentStep(String from, String to, String file) {
        this.host = from;
        this.batch = file;
        this.copyTo = to;
    }

    String host() {
        return host;
    }

    boolean isCopy() {
        return !copyTo.isEmpty();
    }

    /** What is sent. */
    String batch() {
        return batch;
    }

    /** What is copied, for a copy. */
    String file() {
        return batch;
    }

    /** The host that it is copied to, for a copy. */
    String copyTo() {
        return copyTo;
    }

    /** Does it; errors of the server are thrown, a file that is not there to be copied is not. */
    void perform(LabExtension lab) throws SQLException, IOException {
        if (copyTo.isEmpty()) {
            lab.run(host, batch);
            return;
        }
        Path from = lab.host(host).disk().resolve(batch);
        if (Files.exists(from)) {
            Files.copy(from, lab.host(copyTo).disk().resolve(batch), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
