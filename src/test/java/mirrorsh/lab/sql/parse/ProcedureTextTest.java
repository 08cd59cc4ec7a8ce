package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.sql.ast.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The batches of the documented procedure, and the queries that look at its effects. */
class ProcedureTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                USE master;
                CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<1_Strong_Password!>';
                """,
                """
                USE master;
                CREATE CERTIFICATE HOST_A_cert
                   WITH SUBJECT = 'HOST_A certificate';
                """,
                """
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
                """,
                "BACKUP CERTIFICATE HOST_A_cert TO FILE = 'C:\\HOST_A_cert.cer';",
                """
                CREATE CERTIFICATE HOST_B_cert
                   WITH SUBJECT = 'HOST_B certificate for database mirroring';
                """,
                """
                USE master;
                CREATE LOGIN HOST_B_login WITH PASSWORD = '1Sample_Strong_Password!@#';
                """,
                "CREATE USER HOST_B_user FOR LOGIN HOST_B_login;",
                """
                CREATE CERTIFICATE HOST_B_cert
                   AUTHORIZATION HOST_B_user
                   FROM FILE = 'C:\\HOST_B_cert.cer'
                """,
                "GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_B_login];",
                """
                --At HOST_B, set server instance on HOST_A as partner (principal server):
                ALTER DATABASE AdventureWorks
                    SET PARTNER = 'TCP://HOST_A.Mydomain.Corp.Adventure-Works.com:7024';
                """,
                """
                --Change to high-performance mode by turning off transacton safety.
                ALTER DATABASE AdventureWorks
                    SET PARTNER SAFETY OFF
                """,
                "CREATE CERTIFICATE [A_cert] WITH SUBJECT = N'A mirroring', EXPIRY_DATE = N'20301231';",
                "SELECT CERTENCODED(CERT_ID(N'A_cert'));",
                "CREATE CERTIFICATE [P_cert] AUTHORIZATION [P_user] FROM BINARY = 0x3082;",
                "ALTER DATABASE [db] SET RECOVERY FULL;",
                "BACKUP DATABASE [db] TO DISK = N'f.bak' WITH FORMAT, CHECKSUM;",
                "BACKUP LOG [db] TO DISK = N'f.trn' WITH FORMAT, CHECKSUM;",
                "RESTORE DATABASE [db] FROM DISK = N'f.bak' WITH NORECOVERY , MOVE N'l' TO N'p';",
                "RESTORE LOG [db] FROM DISK = N'f.trn' WITH NORECOVERY;",
                "EXEC sp_control_dbmasterkey_password @db_name = N'db', @password = N'pw', @action = N'add'",
                "EXEC msdb.dbo.sp_dbmmonitorresults N'db', 0, 0",
                "EXEC msdb..sp_dbmmonitorchangealert @database_name = N'db', @alert_id = 1, @threshold = 5",
                "EXEC master.dbo.xp_readerrorlog 0, 1, N'irroring';",
                "EXEC sp_addsrvrolemember 'l', sysadmin",
            })
    void endsInTheLastStatement(String text) {
        Statement.Batch read = batch(text);
        boolean uses = text.startsWith("USE");

        assertThat(read.statements()).hasSize(uses ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IF NOT EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##')"
                        + " CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'",
                "IF EXISTS (SELECT 1 FROM sys.symmetric_keys) AND 0 = (SELECT is_master_key_encrypted_by_server"
                        + " FROM sys.databases WHERE name = N'master')"
                        + " ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY",
                "IF NOT EXISTS (SELECT 1 FROM sys.database_mirroring_endpoints) BEGIN CREATE ENDPOINT e AS TCP"
                        + " (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (ROLE = ALL) END",
                "IF EXISTS (SELECT 1 FROM sys.database_mirroring_endpoints WHERE name = N'e' AND state <> 0)"
                        + " ALTER ENDPOINT e STATE = STARTED",
                "IF SUSER_ID(N'l') IS NULL CREATE LOGIN l WITH PASSWORD = 'x'",
                "IF NOT EXISTS (SELECT 1 FROM sys.database_principals AS u JOIN sys.server_principals AS l"
                        + " ON l.sid = u.sid WHERE l.name = N'login') CREATE USER u FOR LOGIN l",
                "IF (SELECT recovery_model FROM sys.databases WHERE name = N'd') <> 1 ALTER DATABASE d SET RECOVERY FULL",
            })
    void mayBeGuarded(String text) {
        assertThat(batch(text).statements()).singleElement().isInstanceOf(Statement.If.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                SELECT IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin, SERVERPROPERTY('ProductVersion') AS v,
                       SERVERPROPERTY('Edition') AS e, SERVERPROPERTY('ServerName') AS srv;
                """,
                """
                SELECT k.name, k.algorithm_desc, d.is_master_key_encrypted_by_server
                FROM sys.databases AS d
                LEFT JOIN sys.symmetric_keys AS k ON k.name = N'##MS_DatabaseMasterKey##'
                WHERE d.name = N'master';
                """,
                """
                SELECT e.name, e.state_desc, e.role_desc, t.port, t.ip_address, e.connection_auth_desc,
                       c.name AS cert_name, c.thumbprint, c.start_date, c.expiry_date, c.pvt_key_encryption_type
                FROM sys.database_mirroring_endpoints AS e
                JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id
                LEFT JOIN sys.certificates AS c ON c.certificate_id = e.certificate_id;
                """,
                """
                SELECT l.name AS login_name, l.is_disabled, c.name AS cert_name, p.state_desc AS connect_state
                FROM sys.certificates AS c
                JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
                JOIN sys.server_principals AS l ON l.sid = u.sid
                LEFT JOIN sys.server_permissions AS p ON p.grantee_principal_id = l.principal_id
                      AND p.class = 105 AND p.type = 'CO'
                      AND p.major_id = (SELECT TOP (1) endpoint_id FROM sys.database_mirroring_endpoints)
                WHERE c.name NOT LIKE N'##%' AND c.pvt_key_encryption_type = 'NA';
                """,
                """
                SELECT d.name, d.state_desc, d.recovery_model_desc, d.is_in_standby, d.log_reuse_wait_desc,
                       m.mirroring_role_desc, m.mirroring_state_desc, m.mirroring_safety_level_desc, m.mirroring_guid
                FROM sys.databases AS d JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
                WHERE d.name = N'<db>';
                """,
                """
                SELECT x.state_desc, x.login_state_desc, x.is_accept, x.principal_name, x.encryption_algorithm_desc,
                       c.name AS peer_cert, x.connect_time
                FROM sys.dm_db_mirroring_connections AS x
                LEFT JOIN master.sys.certificates AS c ON c.certificate_id = x.peer_certificate_id;
                """,
                "SELECT last_log_backup_lsn, family_guid FROM sys.database_recovery_status WHERE database_id = DB_ID(N'<db>');",
                "SELECT MAX(redo_start_lsn) FROM sys.master_files WHERE database_id = DB_ID(N'<db>');",
                """
                SELECT c.name, c.expiry_date FROM master.sys.certificates AS c
                WHERE c.name NOT LIKE N'##%' AND c.expiry_date < DATEADD(day, 30, GETUTCDATE());
                """,
                """
                SELECT (SELECT COUNT(*) FROM master.sys.symmetric_keys WHERE symmetric_key_id = 101) AS dmk,
                       (SELECT is_master_key_encrypted_by_server FROM sys.databases WHERE database_id = 1) AS by_smk;
                """,
                """
                SELECT e.name, t.port, c.name AS cert,
                       CASE WHEN GETUTCDATE() < c.start_date THEN 'FUTURE' WHEN GETUTCDATE() > c.expiry_date
                            THEN 'EXPIRED' ELSE 'OK' END AS validity
                FROM sys.database_mirroring_endpoints e
                JOIN sys.tcp_endpoints t ON t.endpoint_id = e.endpoint_id
                LEFT JOIN master.sys.certificates c ON c.certificate_id = e.certificate_id;
                """,
                """
                SELECT c.name, c.thumbprint, u.name AS usr, l.name AS login, p.state_desc AS connect_perm
                FROM master.sys.certificates c
                JOIN master.sys.database_principals u ON u.principal_id = c.principal_id
                LEFT JOIN sys.server_principals l ON l.sid = u.sid
                LEFT JOIN sys.database_mirroring_endpoints e ON 1 = 1
                LEFT JOIN sys.server_permissions p ON p.class = 105 AND p.type = 'CO' AND p.major_id = e.endpoint_id
                     AND p.grantee_principal_id = l.principal_id
                WHERE c.pvt_key_encryption_type = 'NA';
                """,
                "SELECT TOP 5 type, first_lsn, last_lsn FROM msdb.dbo.backupset WHERE database_name = @db"
                        + " ORDER BY backup_set_id DESC;",
                "SELECT name, (SELECT STRING_AGG(c.name, ',') WITHIN GROUP (ORDER BY c.name) FROM sys.certificates c) n"
                        + " FROM sys.databases d OUTER APPLY (SELECT TOP 1 x.a FROM x WHERE x.b = d.c ORDER BY a) y",
                ";WITH r AS (SELECT name, ROW_NUMBER() OVER (PARTITION BY type ORDER BY name) AS n FROM sys.certificates)"
                        + " SELECT [x] = IIF(n = 1, N'a', N'b'), NULLIF(name, '') FROM r ORDER BY n OFFSET 1 ROWS"
                        + " FETCH NEXT 5 ROWS ONLY OPTION (RECOMPILE)",
            })
    void isLookedAtByQueries(String text) {
        assertThat(batch(text).statements()).singleElement().isInstanceOf(Statement.Select.class);
    }

    @Test
    void isSeparatedByGoInTheClientOnly() {
        assertThat(Parsing.number("DROP CERTIFICATE c\nGO\nDROP ENDPOINT e")).isEqualTo(102);
    }
}
