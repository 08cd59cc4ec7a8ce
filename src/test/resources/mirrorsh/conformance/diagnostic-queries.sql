-- The diagnostic queries of the references (catalog.md §12, errors.md §10), word for word; <db> is the mirrored database.

---- P1 caller
SELECT IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin, SERVERPROPERTY('ProductVersion') AS v,
       SERVERPROPERTY('Edition') AS e, SERVERPROPERTY('ServerName') AS srv;

---- P2 master key (context master)
SELECT k.name, k.algorithm_desc, d.is_master_key_encrypted_by_server
FROM sys.databases AS d
LEFT JOIN sys.symmetric_keys AS k ON k.name = N'##MS_DatabaseMasterKey##'
WHERE d.name = N'master';

---- P3 endpoint with own certificate (context master)
SELECT e.name, e.state_desc, e.role_desc, t.port, t.ip_address, e.connection_auth_desc, e.encryption_algorithm_desc,
       c.name AS cert_name, c.thumbprint, c.start_date, c.expiry_date, c.pvt_key_encryption_type
FROM sys.database_mirroring_endpoints AS e
JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id
LEFT JOIN sys.certificates AS c ON c.certificate_id = e.certificate_id;

---- P4 inbound trust table (context master): who may connect, and with which certificate
SELECT l.name AS login_name, l.is_disabled, c.name AS cert_name, c.thumbprint, c.expiry_date, p.state_desc AS connect_state
FROM sys.certificates AS c
JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
JOIN sys.server_principals AS l ON l.sid = u.sid
LEFT JOIN sys.server_permissions AS p ON p.grantee_principal_id = l.principal_id
      AND p.class = 105 AND p.type = 'CO'
      AND p.major_id = (SELECT TOP (1) endpoint_id FROM sys.database_mirroring_endpoints)
WHERE c.name NOT LIKE N'##%' AND c.pvt_key_encryption_type = 'NA';

---- P5 database state on a host
SELECT d.name, d.state_desc, d.recovery_model_desc, d.is_in_standby, d.is_trustworthy_on, d.is_encrypted, d.log_reuse_wait_desc,
       m.mirroring_role_desc, m.mirroring_state_desc, m.mirroring_safety_level_desc, m.mirroring_partner_name,
       m.mirroring_partner_instance, m.mirroring_witness_name, m.mirroring_witness_state_desc, m.mirroring_guid
FROM sys.databases AS d JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
WHERE d.name = N'<db>';

---- P6 links (VIEW SERVER STATE)
SELECT x.state_desc, x.login_state_desc, x.is_accept, x.principal_name, x.encryption_algorithm_desc,
       c.name AS peer_cert, x.connect_time
FROM sys.dm_db_mirroring_connections AS x
LEFT JOIN master.sys.certificates AS c ON c.certificate_id = x.peer_certificate_id;

---- P7 gap check on A
SELECT last_log_backup_lsn, family_guid FROM sys.database_recovery_status WHERE database_id = DB_ID(N'<db>');

---- P7 gap check on B
SELECT MAX(redo_start_lsn) FROM sys.master_files WHERE database_id = DB_ID(N'<db>');

---- P8 witness
SELECT database_name, principal_server_name, mirror_server_name, partner_sync_state_desc, safety_level_desc, is_suspended
FROM sys.database_mirroring_witnesses;

---- P9 expiring certificates that matter (30 days)
SELECT c.name, c.expiry_date FROM master.sys.certificates AS c
WHERE c.name NOT LIKE N'##%' AND c.expiry_date < DATEADD(day, 30, GETUTCDATE());

---- E key
SELECT (SELECT COUNT(*) FROM master.sys.symmetric_keys WHERE symmetric_key_id = 101) AS dmk,
       (SELECT is_master_key_encrypted_by_server FROM sys.databases WHERE database_id = 1) AS by_smk;

---- E endpoint + own certificate in one row
SELECT e.name, e.state_desc, e.role_desc, e.connection_auth_desc, e.encryption_algorithm_desc, t.port, t.ip_address,
       c.name AS cert, c.pvt_key_encryption_type_desc, c.thumbprint,
       CASE WHEN GETUTCDATE() < c.start_date THEN 'FUTURE' WHEN GETUTCDATE() > c.expiry_date THEN 'EXPIRED' ELSE 'OK' END AS validity
FROM sys.database_mirroring_endpoints e
JOIN sys.tcp_endpoints t ON t.endpoint_id = e.endpoint_id
LEFT JOIN master.sys.certificates c ON c.certificate_id = e.certificate_id;

---- E owner chain of imported certificates
SELECT c.name, c.thumbprint, u.name AS usr, l.name AS login, p.state_desc AS connect_perm
FROM master.sys.certificates c
JOIN master.sys.database_principals u ON u.principal_id = c.principal_id
LEFT JOIN sys.server_principals l ON l.sid = u.sid
LEFT JOIN sys.database_mirroring_endpoints e ON 1 = 1
LEFT JOIN sys.server_permissions p ON p.class = 105 AND p.type = 'CO' AND p.major_id = e.endpoint_id AND p.grantee_principal_id = l.principal_id
WHERE c.pvt_key_encryption_type = 'NA';

---- E live links
SELECT state_desc, login_state_desc, is_accept, principal_name, peer_certificate_id, encryption_algorithm_desc FROM sys.dm_db_mirroring_connections;

---- E backups
DECLARE @db sysname = N'<db>';
SELECT TOP 5 type, first_lsn, last_lsn, backup_finish_date FROM msdb.dbo.backupset WHERE database_name = @db ORDER BY backup_set_id DESC;

---- E restores
DECLARE @db sysname = N'<db>';
SELECT TOP 5 restore_type, restore_date, recovery FROM msdb.dbo.restorehistory WHERE destination_database_name = @db ORDER BY restore_history_id DESC;

---- E log search
EXEC master.dbo.xp_readerrorlog 0, 1, N'irroring';
