package mirrorsh.tsql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one batch that reads everything mirroring needs to know of an instance; a result set for each {@link Part}, in that order, then
 * one for each path asked about. Read-only; runs in master (catalog.md §12).
 */
public final class StateQuery {
    private static final int MOST_HISTORY = 40;

    private StateQuery() {}

    /** The result sets, in the order in which they come. */
    public enum Part {
        INSTANCE,
        MASTER_KEY,
        CERTIFICATES,
        ENDPOINT,
        LOGINS,
        USERS,
        PERMISSIONS,
        DATABASES,
        FILES,
        BACKUPS,
        RESTORES,
        LINKS,
        WITNESSED,
        QUEUES
    }

    /** @param paths files of which to tell whether they are there */
    public static Batch reading(Collection<String> paths) {
        return reading(paths, "");
    }

    /**
     * The same, with the rows of one database only where there are rows for each.
     *
     * @param database its name; empty for all
     */
    public static Batch reading(Collection<String> paths, String database) {
        SqlText text = database.isEmpty() ? WHOLE : limited(database);
        for (String path : paths) {
            // undocumented but present on every version; the documented view exists from 2017 only (field)
            text = text.and("EXEC master.dbo.xp_fileexist ").string(path).and(";\n");
        }
        return Batch.inMaster(text);
    }

    private static SqlText limited(String database) {
        SqlText text = SqlText.keywords("");
        for (Piece piece : PIECES) {
            text = text.and(piece.text());
            if (!piece.only().isEmpty()) {
                text = text.and(" AND " + piece.only()).string(database).and(piece.close());
            }
        }
        return text;
    }

    /**
     * A piece of the text, at whose end it can be limited to one database.
     *
     * @param only by what, up to the name; empty for the last piece
     * @param close what follows the name
     */
    private record Piece(String text, String only, String close) {}

    private static final List<String> PARTS = List.of(
            """
            SELECT @@SERVERNAME AS server_name, CONVERT(nvarchar(128), SERVERPROPERTY('MachineName')) AS machine,
                   CONVERT(nvarchar(128), SERVERPROPERTY('Edition')) AS edition,
                   CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS version,
                   SYSUTCDATETIME() AS utc_now, ORIGINAL_LOGIN() AS login, IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
                   CONVERT(nvarchar(260), SERVERPROPERTY('InstanceDefaultDataPath')) AS data_folder,
                   CONVERT(nvarchar(260), SERVERPROPERTY('InstanceDefaultBackupPath')) AS backup_folder""",
            """
            SELECT k.algorithm_desc, d.is_master_key_encrypted_by_server
            FROM sys.databases AS d JOIN sys.symmetric_keys AS k ON k.name = N'##MS_DatabaseMasterKey##'
            WHERE d.name = N'master'""",
            """
            SELECT c.certificate_id, c.name, c.subject, u.name AS owner_name, c.pvt_key_encryption_type,
                   c.start_date, c.expiry_date, c.thumbprint, CERTENCODED(c.certificate_id) AS der
            FROM sys.certificates AS c LEFT JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
            WHERE c.name NOT LIKE N'##%'""",
            """
            SELECT e.endpoint_id, e.name, e.state_desc, t.port, t.ip_address, e.role_desc, e.connection_auth_desc,
                   e.certificate_id, e.encryption_algorithm_desc, l.name AS owner_name
            FROM sys.database_mirroring_endpoints AS e
            JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id
            LEFT JOIN sys.server_principals AS l ON l.principal_id = e.principal_id""",
            """
            SELECT principal_id, name, sid, type, is_disabled, IS_SRVROLEMEMBER('sysadmin', name) AS is_sysadmin
            FROM sys.server_principals
            WHERE type <> 'R' AND name NOT LIKE N'##%'""",
            """
            SELECT principal_id, name, sid, type FROM sys.database_principals
            WHERE type NOT IN ('R', 'A') AND name NOT LIKE N'##%'""",
            """
            SELECT major_id, grantee_principal_id, permission_name, state_desc FROM sys.server_permissions
            WHERE class = 105""",
            """
            SELECT d.database_id, d.name, d.state_desc, d.recovery_model_desc, d.user_access_desc, d.is_in_standby,
                   d.is_read_only, d.is_auto_close_on,
                   CASE WHEN d.replica_id IS NULL THEN 0 ELSE 1 END AS in_availability_group,
                   CONVERT(nvarchar(36), r.family_guid) AS family_guid, r.last_log_backup_lsn,
                   (SELECT MAX(f.redo_start_lsn) FROM sys.master_files AS f WHERE f.database_id = d.database_id)
                       AS redo_start_lsn,
                   CONVERT(nvarchar(36), m.mirroring_guid) AS mirroring_guid, m.mirroring_role_desc,
                   m.mirroring_state_desc, m.mirroring_safety_level_desc, m.mirroring_partner_name,
                   m.mirroring_partner_instance, m.mirroring_witness_name, m.mirroring_witness_state_desc,
                   m.mirroring_connection_timeout
            FROM sys.databases AS d
            LEFT JOIN sys.database_recovery_status AS r ON r.database_id = d.database_id
            LEFT JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
            WHERE d.database_id > 4 AND d.source_database_id IS NULL{only d.name = ?}
            ORDER BY d.name""",
            """
            SELECT database_id, name, physical_name, type_desc FROM sys.master_files
            WHERE database_id > 4{only database_id = DB_ID(?)} ORDER BY database_id, file_id""",
            """
            SELECT TOP (%d) b.backup_set_id, b.database_name, b.type, b.position, f.physical_device_name, b.first_lsn,
                   b.last_lsn, CONVERT(nvarchar(36), b.family_guid) AS family_guid
            FROM msdb.dbo.backupset AS b
            LEFT JOIN msdb.dbo.backupmediafamily AS f
                   ON f.media_set_id = b.media_set_id AND f.family_sequence_number = 1
            WHERE b.server_name = @@SERVERNAME{only b.database_name = ?} ORDER BY b.backup_set_id DESC""".formatted(MOST_HISTORY),
            """
            SELECT TOP (%d) h.restore_history_id, h.destination_database_name, h.restore_type, h.recovery, b.first_lsn,
                   b.last_lsn, CONVERT(nvarchar(36), b.family_guid) AS family_guid
            FROM msdb.dbo.restorehistory AS h
            LEFT JOIN msdb.dbo.backupset AS b ON b.backup_set_id = h.backup_set_id
            WHERE h.restore_history_id > 0{only h.destination_database_name = ?}
            ORDER BY h.restore_history_id DESC""".formatted(MOST_HISTORY),
            """
            IF HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1
                SELECT state_desc, login_state_desc, is_accept, principal_name, peer_certificate_id,
                       encryption_algorithm_desc FROM sys.dm_db_mirroring_connections
            ELSE
                SELECT N'' AS state_desc WHERE 1 = 0""",
            """
            SELECT database_name, principal_server_name, mirror_server_name, safety_level_desc,
                   CONVERT(nvarchar(36), mirroring_guid) AS mirroring_guid
            FROM sys.database_mirroring_witnesses""",
            """
            IF HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1
                SELECT instance_name, counter_name, cntr_value FROM sys.dm_os_performance_counters
                WHERE instance_name <> N'_Total'{only instance_name = ?} AND object_name LIKE N'%:Database Mirroring%'
                      AND counter_name IN
                      (N'Log Send Queue KB', N'Redo Queue KB', N'Log Bytes Sent/sec', N'Redo Bytes/sec')
            ELSE
                SELECT N'' AS instance_name WHERE 1 = 0""");

    /** Where a part can be limited to one database, and by what; the question mark is its name. */
    private static final Pattern ONLY = Pattern.compile("\\{only ([^?}]+)\\?([^}]*)}");

    private static final List<Piece> PIECES = pieces();
    private static final SqlText WHOLE =
            SqlText.keywords(PIECES.stream().map(Piece::text).collect(Collectors.joining()));

    /** Taken apart once: it is sent thousands of times. Without its indentation, which a server need not read. */
    private static List<Piece> pieces() {
        String all =
                "USE [master];\nSET NOCOUNT ON;\n" + String.join(";\n", PARTS).replaceAll("\n +", "\n") + ";\n";
        List<Piece> pieces = new ArrayList<>();
        Matcher only = ONLY.matcher(all);
        int begin = 0;
        while (only.find()) {
            pieces.add(new Piece(all.substring(begin, only.start()), only.group(1), only.group(2)));
            begin = only.end();
        }
        pieces.add(new Piece(all.substring(begin), "", ""));
        return List.copyOf(pieces);
    }
}
