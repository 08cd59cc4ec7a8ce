package mirrorsh.tsql;

/** Drops that look first whether somebody still needs the thing: for scripts, which cannot look in between (procedure.md §12). */
public final class RemovalStatements {
    private static final String NO_SESSIONS =
            "NOT EXISTS (SELECT 1 FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL)"
                    + "\n   AND NOT EXISTS (SELECT 1 FROM sys.database_mirroring_witnesses)"
                    + "\n   AND NOT EXISTS (SELECT 1 FROM sys.databases WHERE replica_id IS NOT NULL)";

    private RemovalStatements() {}

    /** Ends a half of a session, if it is there. */
    public static Batch partnerOff(String database) {
        return Batch.inMaster(
                SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL"
                                + " AND database_id = DB_ID(")
                        .string(database)
                        .and("))\n    ALTER DATABASE ")
                        .name(database)
                        .and(" SET PARTNER OFF"));
    }

    /** Waits until a half of a session has ended with the other one, or is alone. */
    public static Batch awaitEnd(String database, long seconds) {
        return Batch.inMaster(SqlText.keywords("DECLARE @until datetime2 = DATEADD(second, ")
                .number(seconds)
                .and(
                        ", SYSUTCDATETIME());\nWHILE SYSUTCDATETIME() < @until\n   AND EXISTS (SELECT 1 FROM"
                                + " sys.database_mirroring WHERE mirroring_state_desc <> N'DISCONNECTED' AND database_id = DB_ID(")
                .string(database)
                .and("))\n    WAITFOR DELAY '00:00:01'"));
    }

    /** Unless a session, a witnessed one or an availability group uses it. */
    public static Batch dropEndpoint(String endpoint) {
        return Batch.inMaster(
                SqlText.keywords("IF " + NO_SESSIONS + "\n    DROP ENDPOINT ").name(endpoint));
    }

    /** Unless a session, a witnessed one or an availability group may use it. */
    public static Batch revokeConnect(String endpoint, String login) {
        return Batch.inMaster(SqlText.keywords("IF " + NO_SESSIONS + "\n   AND SUSER_ID(")
                .string(login)
                .and(") IS NOT NULL\n    REVOKE CONNECT ON ENDPOINT::")
                .name(endpoint)
                .and(" FROM ")
                .name(login));
    }

    /** Unless the endpoint proves itself with it, or a peer has no other to be recognized by. */
    public static Batch dropCertificate(String certificate) {
        return Batch.inMaster(SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = ")
                .string(certificate)
                .and(
                        ")\n   AND NOT EXISTS (SELECT 1 FROM sys.database_mirroring_endpoints AS e JOIN sys.certificates AS c"
                                + " ON c.certificate_id = e.certificate_id WHERE c.name = ")
                .string(certificate)
                .and(
                        ")\n   AND NOT EXISTS (SELECT 1 FROM sys.dm_db_mirroring_connections AS l JOIN sys.certificates AS c"
                                + " ON c.certificate_id = l.peer_certificate_id WHERE l.state_desc = N'CONNECTED' AND c.name = ")
                .string(certificate)
                .and(
                        ")\n   AND (" + NO_SESSIONS
                                + "\n        OR EXISTS (SELECT 1 FROM sys.certificates AS a JOIN sys.certificates AS b"
                                + " ON b.principal_id = a.principal_id AND b.certificate_id <> a.certificate_id WHERE a.name = ")
                .string(certificate)
                .and("))\n    DROP CERTIFICATE ")
                .name(certificate));
    }

    /** Unless it owns a certificate. */
    public static Batch dropUser(String user) {
        return Batch.inMaster(SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.database_principals WHERE name = ")
                .string(user)
                .and(")\n   AND NOT EXISTS (SELECT 1 FROM sys.certificates AS c JOIN sys.database_principals AS u"
                        + " ON u.principal_id = c.principal_id WHERE u.name = ")
                .string(user)
                .and(")\n    DROP USER ")
                .name(user));
    }

    /** Unless a user of master is mapped to it. */
    public static Batch dropLogin(String login) {
        return Batch.inMaster(SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.server_principals WHERE name = ")
                .string(login)
                .and(")\n   AND NOT EXISTS (SELECT 1 FROM sys.database_principals AS u JOIN sys.server_principals AS l"
                        + " ON l.sid = u.sid WHERE l.name = ")
                .string(login)
                .and(")\n    DROP LOGIN ")
                .name(login));
    }

    /** Unless it protects a certificate's private key. */
    public static Batch dropMasterKey() {
        return Batch.inMaster(
                SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##')"
                        + "\n   AND NOT EXISTS (SELECT 1 FROM sys.certificates WHERE pvt_key_encryption_type = N'MK'"
                        + " AND name NOT LIKE N'##%')\n    DROP MASTER KEY"));
    }
}
