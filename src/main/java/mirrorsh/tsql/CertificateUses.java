package mirrorsh.tsql;

/** What else than the mirroring endpoint needs a certificate or the master key of master: asked before they are dropped. */
public final class CertificateUses {
    private CertificateUses() {}

    /** Words on who needs the private key of a certificate; empty when the catalog knows of nobody. */
    public static Batch ofCertificate(String certificate) {
        SqlText print = SqlText.keywords("(SELECT thumbprint FROM sys.certificates WHERE name = ")
                .string(certificate)
                .and(")");
        return Batch.inMaster(SqlText.keywords(
                        "SELECT CASE\n   WHEN EXISTS (SELECT 1 FROM sys.endpoints WHERE type_desc ="
                                + " N'SERVICE_BROKER') THEN N'the Service Broker endpoint'\n   WHEN EXISTS (SELECT 1 FROM"
                                + " msdb.dbo.backupset WHERE encryptor_thumbprint = ")
                .and(print.masked())
                .and(") THEN N'backups that are encrypted with it'\n   WHEN EXISTS (SELECT 1 FROM sys.databases WHERE"
                        + " is_encrypted = 1 AND database_id > 4) THEN N'databases that are encrypted'\n   WHEN EXISTS"
                        + " (SELECT 1 FROM sys.key_encryptions WHERE thumbprint = ")
                .and(print.masked())
                .and(
                        ") THEN N'keys that are encrypted with it'\n   WHEN EXISTS (SELECT 1 FROM sys.server_principals AS l"
                                + " JOIN sys.certificates AS c ON c.sid = l.sid WHERE c.name = ")
                .string(certificate)
                .and(") THEN N'a login that is made of it'\n   ELSE N'' END"));
    }

    /** Words on what else the master key of master protects; empty when the catalog knows of nothing. */
    public static Batch ofMasterKey() {
        return Batch.inMaster(
                SqlText.keywords("SELECT CASE\n   WHEN EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name NOT"
                        + " LIKE N'##MS[_]%') THEN N'symmetric keys of master'\n   WHEN EXISTS (SELECT 1 FROM sys.credentials)"
                        + " THEN N'credentials'\n   ELSE N'' END"));
    }
}
