package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CredentialStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement;
import mirrorsh.lab.sql.ast.EndpointStatement;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/**
 * The security of one instance. Safe to share between threads; takes its own short locks and never waits for another instance.
 *
 * <p>{@code database} is the security of the caller's current database, {@code caller.database()} its name.
 */
public interface Security {
    void execute(KeyStatement statement, Caller caller, DatabaseSecurity database);

    void execute(CertificateStatement statement, Caller caller, DatabaseSecurity database);

    /** Database encryption keys; the warnings that go with what was done. */
    List<SqlMessage> execute(EncryptionKeyStatement statement, Caller caller, DatabaseSecurity database);

    /**
     * Opens a database encryption key: master must have the certificate that protects it.
     *
     * @throws SqlFailure 33111 without it or its private key, 15581 or 15466 where the master key does not open
     */
    void openEncryption(byte[] thumbprint);

    /**
     * The certificate in master that a backup is to be encrypted with.
     *
     * @throws SqlFailure 15151 without it, 3096 when it has expired, 33101 without a private key that opens by itself
     */
    Encryptor backupEncryptor(String certificate, Caller caller);

    /** Changes the catalog only; opening the socket is mirroring's, told by the instance afterwards. */
    void execute(EndpointStatement statement, Caller caller);

    void execute(PrincipalStatement statement, Caller caller, DatabaseSecurity database);

    /**
     * GRANT, DENY, REVOKE, and ALTER AUTHORIZATION on certificates, endpoints and databases ({@code ALTER AUTHORIZATION ON DATABASE}
     * only checks the login here).
     */
    void execute(PermissionStatement statement, Caller caller, DatabaseSecurity database);

    /** CREATE, ALTER and DROP CREDENTIAL. */
    void execute(CredentialStatement statement, Caller caller);

    /** The credential of a name. */
    Optional<Credential> credential(String name);

    /**
     * A view that shows security: sys.certificates, sys.symmetric_keys, sys.key_encryptions, sys.database_principals,
     * sys.database_permissions, sys.server_principals, sys.sql_logins, sys.server_permissions, sys.server_role_members,
     * sys.endpoints, sys.tcp_endpoints, sys.database_mirroring_endpoints, sys.credentials, sys.master_key_passwords ...
     *
     * @param schema lower case
     * @param view lower case
     */
    Optional<Relation> view(DatabaseSecurity database, String schema, String view, Caller caller);

    /** CERT_ID, CERTENCODED, CERTPROPERTY, SUSER_NAME, SUSER_ID, SUSER_SID, IS_SRVROLEMEMBER, HAS_PERMS_BY_NAME, USER_NAME ... */
    Optional<ScalarFunction> function(String name, Caller caller, DatabaseSecurity database);

    /** Empty when the login may come in; else the messages that refuse it (18456, 18486 ...). */
    List<SqlMessage> authenticate(String login, char[] password);

    /** The login as the server spells it, and its default database. */
    Optional<Login> login(String name);

    record Login(String name, String defaultDatabase, boolean sysadmin, byte[] sid) {}

    /** Whether a caller may take on the rights of a login: IMPERSONATE, or it is the caller's own. */
    boolean mayImpersonate(String login, Caller caller);

    /** Whether the login may enter a database (a user of it, guest, or sysadmin); refused otherwise with 916. */
    boolean mayEnter(String login, DatabaseSecurity database);

    /** Whether it may enter one in RESTRICTED_USER mode: sysadmin, dbcreator, db_owner or the owner (tsql.md §7.2). */
    boolean mayEnterRestricted(String login, DatabaseSecurity database);

    /** Whether {@code is_master_key_encrypted_by_server} is 1 for a database. */
    boolean opensByServiceMasterKey(DatabaseSecurity database);

    /**
     * Keeps or forgets a password that may open the master key of a database of this family (tsql.md §2.5).
     *
     * @throws SqlFailure 15247 without CONTROL on the database
     */
    void changeMasterKeyPassword(DatabaseSecurity database, String password, boolean add, Caller caller);

    TransportSecurity transport();

    /** What the login may do at the moment of each question. */
    Caller.Rights rights(String login);

    /** Remembers that a session of the login is open: it cannot be dropped (15434). */
    void sessionBegan(int sessionId, String login);

    /** Forgets what the session had open (OPEN MASTER KEY). */
    void sessionEnded(int sessionId);
}
