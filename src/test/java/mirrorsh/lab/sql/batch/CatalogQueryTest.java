package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of queries that tools send (tds.md §16.1), and the product's own probes (catalog.md §12, errors.md §10). */
class CatalogQueryTest {
    private final LabSession lab = new LabSession();

    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "SELECT @@VERSION ~ The lab",
                "SELECT CAST(SERVERPROPERTY('Edition') AS nvarchar(60)), CONVERT(int, SERVERPROPERTY('EngineEdition'))"
                        + " ~ Developer Edition|3",
                "SELECT name FROM sys.databases WHERE database_id > 4 ORDER BY name ~ AppDb;Archive",
                "SELECT [d].[name] FROM [master].[sys].[databases] AS [d] WHERE [d].[name] = N'appdb' ~ AppDb",
                "SELECT TOP (1) name FROM master.sys.databases ORDER BY database_id DESC ~ Archive",
                "SELECT TOP 5 d.name, ISNULL(m.mirroring_role_desc, N'-') FROM sys.databases d LEFT JOIN"
                        + " sys.database_mirroring m ON m.database_id = d.database_id WHERE d.database_id > 4"
                        + " ~ AppDb|PRINCIPAL;Archive|-",
                "SELECT DB_NAME(), CASE WHEN m.mirroring_guid IS NULL THEN 'no' ELSE 'yes' END FROM"
                        + " sys.database_mirroring m WHERE m.database_id = 5 ~ master|yes",
                "SELECT CONVERT(varchar(64), thumbprint, 2), CONVERT(varchar(19), expiry_date, 120) FROM sys.certificates"
                        + " WHERE name = 'HOST_A_cert' ~ AB01|2027-06-01 00:00:00",
                "SELECT e.name, t.port, c.name FROM sys.endpoints e JOIN sys.tcp_endpoints t ON t.endpoint_id = e.endpoint_id"
                        + " LEFT JOIN sys.certificates c ON c.certificate_id = e.certificate_id ~ Mirroring|5022|HOST_A_cert",
                "SELECT l.name, p.class FROM sys.server_permissions p INNER JOIN sys.server_principals l ON"
                        + " l.principal_id = p.grantee_principal_id WHERE p.class = 105 AND p.type = 'CO' ~ HOST_B_login|105",
                "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM sys.certificates WHERE name = 'host_a_CERT') THEN 1 ELSE 0 END"
                        + " AS bit) ~ 1",
                "SELECT COUNT(*) FROM sys.databases d WHERE EXISTS (SELECT * FROM sys.database_mirroring m WHERE"
                        + " m.database_id = d.database_id AND m.mirroring_guid IS NOT NULL) ~ 1",
                "SELECT STRING_AGG(name, ',') WITHIN GROUP (ORDER BY name) FROM sys.databases WHERE database_id > 4"
                        + " ~ AppDb,Archive",
                "SELECT d.name, x.n FROM sys.databases d CROSS APPLY (SELECT COUNT(*) AS n FROM sys.database_mirroring m WHERE"
                        + " m.database_id = d.database_id AND m.mirroring_guid IS NOT NULL) x WHERE d.database_id > 4"
                        + " ~ AppDb|1;Archive|0",
                "SELECT d.name, x.role FROM sys.databases d OUTER APPLY (SELECT TOP 1 m.mirroring_role_desc AS role FROM"
                        + " sys.database_mirroring m WHERE m.database_id = d.database_id ORDER BY 1) x WHERE d.name LIKE 'A%'"
                        + " ORDER BY d.name ~ AppDb|PRINCIPAL;Archive|null",
                ";WITH m AS (SELECT database_id FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL) SELECT d.name"
                        + " FROM sys.databases d JOIN m ON m.database_id = d.database_id ~ AppDb",
                "SELECT name FROM sys.databases ORDER BY name OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY ~ Archive;master",
                "SELECT N'[' + name + N'] ' + QUOTENAME(name) FROM sys.databases WHERE database_id = 5 ~ [AppDb] [AppDb]",
                "SELECT OBJECT_ID('sys.x'), DB_NAME(1), SYSTEM_USER, @@SERVERNAME, @@SPID ~ null|master|sa|HOST_A|51",
                "SELECT CONVERT(varchar(100), sid, 1), SUSER_SNAME(sid) FROM sys.certificates WHERE certificate_id = 257"
                        + " ~ 0x0109|sa",
                "SELECT c.name FROM sys.certificates c CROSS JOIN (SELECT GETDATE() AS t) x WHERE DATEDIFF(day, x.t,"
                        + " c.expiry_date) < 100 AND c.expiry_date < DATEADD(month, 6, x.t) ~ HOST_B_cert",
                "SELECT recovery_model_desc, COUNT(*) / 2 FROM sys.databases WITH (NOLOCK) GROUP BY recovery_model_desc HAVING"
                        + " COUNT(*) > 1 ~ SIMPLE|1",
                "SELECT IIF(is_trustworthy_on = 'true', 'T', 'F') FROM sys.databases WHERE name = 'AppDb' OPTION (RECOMPILE)"
                        + " ~ T",
                "SELECT RIGHT(name, CHARINDEX('_', REVERSE(name)) - 1), ROW_NUMBER() OVER (PARTITION BY pvt_key_encryption_type"
                        + " ORDER BY name) FROM sys.certificates WHERE name COLLATE Latin1_General_BIN LIKE 'HOST%'"
                        + " ~ cert|1;cert|1",
                "SELECT [x] = NULLIF(CAST(mirroring_guid AS varchar(36)), ''), [y] = mirroring_guid FROM"
                        + " sys.database_mirroring WHERE database_id = 5"
                        + " ~ 0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0|0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0",
                "SELECT name FROM sys.databases WHERE name LIKE '[A-M]%' AND is_trustworthy_on = 0 ORDER BY 1 ~ Archive;master",
                "SELECT SUM(recovery_model), MAX(recovery_model) FROM sys.databases ~ 9|3",
                "select maximum from sys.configurations where name = 'user connections' ~ 32767:int",
                "SELECT name FROM sys.configurations WHERE value_in_use = 8 ~ max degree of parallelism",
                "SELECT name AS TABLE_CAT FROM sys.databases order by name ~ AppDb;Archive;master;tempdb",
                "select sys.schemas.name 'TABLE_SCHEM', DB_NAME() 'TABLE_CATALOG'    from sys.schemas order by 2, 1"
                        + " ~ dbo|master;guest|master;sys|master",
                "SELECT 'VIEW' 'TABLE_TYPE' UNION SELECT 'TABLE' UNION SELECT 'SYSTEM TABLE' ORDER BY 1"
                        + " ~ SYSTEM TABLE;TABLE;VIEW"
            })
    void answers(String query, String rows) {
        assertThat(lab.rows(query)).containsExactly(rows.split(";"));
    }

    @Test
    void answersTheProbeOfInboundTrust() {
        assertThat(lab.rows("""
                        SELECT l.name AS login_name, c.name AS cert_name, c.thumbprint, c.expiry_date, p.type AS connect_state
                        FROM sys.certificates AS c
                        JOIN sys.server_principals AS l ON l.sid = c.sid
                        LEFT JOIN sys.server_permissions AS p ON p.grantee_principal_id = l.principal_id
                              AND p.class = 105 AND p.type = 'CO'
                              AND p.major_id = (SELECT TOP (1) endpoint_id FROM sys.endpoints)
                        WHERE c.name NOT LIKE N'##%' AND c.pvt_key_encryption_type = 'NA';
                        """)).containsExactly("HOST_B_login|HOST_B_cert|0xCD02|2026-06-01T00:00|CO  ");
    }

    @Test
    void answersTheProbeOfExpiringCertificates() {
        assertThat(lab.rows("SELECT c.name, c.expiry_date FROM master.sys.certificates AS c"
                        + " WHERE c.name NOT LIKE N'##%' AND c.expiry_date < DATEADD(day, 100, GETUTCDATE())"))
                .containsExactly("HOST_B_cert|2026-06-01T00:00");
    }

    @Test
    void answersTwoSubqueriesAsOneRow() {
        assertThat(lab.rows("SELECT (SELECT COUNT(*) FROM master.sys.endpoints WHERE endpoint_id = 65536) AS e,"
                        + " (SELECT recovery_model FROM sys.databases WHERE database_id = 1) AS r"))
                .containsExactly("1|3");
    }

    @Test
    void keepsVariantsAsTheyAre() {
        assertThat(lab.type("SERVERPROPERTY('EngineEdition')")).isEqualTo("sql_variant");
        assertThat(lab.type("(SELECT TOP 1 type FROM sys.server_permissions)")).isEqualTo("char(4)");
    }
}
