package mirrorsh.lab.instance.security;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import mirrorsh.lab.instance.security.DatabasePrincipal.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What lives in a database besides its data: users, permissions, master key, certificates. Travels with the database in its
 * backups. Safe to share between threads.
 *
 * <p>Everything that is not public is called with this object's monitor held.
 */
public final class DatabaseSecurity {
    private static final List<String> BUILT_IN_USERS = List.of("dbo", "guest", "INFORMATION_SCHEMA", "sys");
    // 16388 is not used by the server
    private static final List<String> FIXED_ROLES = List.of(
            "db_owner",
            "db_accessadmin",
            "db_securityadmin",
            "db_ddladmin",
            "",
            "db_backupoperator",
            "db_datareader",
            "db_datawriter",
            "db_denydatareader",
            "db_denydatawriter");

    private static final UUID NO_FAMILY = new UUID(0, 0);

    private final List<DatabasePrincipal> principals = new ArrayList<>();
    private final Set<Membership> memberships = new LinkedHashSet<>();
    private final Permissions permissions = new Permissions();
    private final List<Certificate> certificates = new ArrayList<>();
    private @Nullable MasterKey masterKey;
    private @Nullable DatabaseEncryption encryption;
    private UUID family = NO_FAMILY;
    private int nextPrincipal = DatabasePrincipal.LAST_BUILT_IN_USER + 1;
    private int nextCertificate = 256;

    /** Nothing at all; for {@link SecurityArchive}. */
    DatabaseSecurity() {}

    /** The security of a new database: dbo, guest, the fixed roles, no keys. */
    public static DatabaseSecurity fresh() {
        DatabaseSecurity fresh = new DatabaseSecurity();
        fresh.addRole(DatabasePrincipal.PUBLIC, "public");
        for (int i = 0; i < BUILT_IN_USERS.size(); i++) {
            int id = DatabasePrincipal.DBO + i;
            byte @Nullable [] sid = id == DatabasePrincipal.DBO
                    ? new byte[] {1}
                    : id == DatabasePrincipal.GUEST ? new byte[] {0} : null;
            String schema = id == DatabasePrincipal.DBO ? "dbo" : id == DatabasePrincipal.GUEST ? "guest" : null;
            fresh.principals.add(new DatabasePrincipal(
                    id,
                    BUILT_IN_USERS.get(i),
                    Kind.SQL_USER,
                    sid,
                    schema,
                    id == DatabasePrincipal.DBO,
                    ServerPrincipals.BUILT,
                    ServerPrincipals.BUILT));
        }
        for (int i = 0; i < FIXED_ROLES.size(); i++) {
            if (!FIXED_ROLES.get(i).isEmpty()) {
                fresh.addRole(DatabasePrincipal.FIRST_FIXED_ROLE + i, FIXED_ROLES.get(i));
            }
        }
        fresh.memberships.add(new Membership(DatabasePrincipal.FIRST_FIXED_ROLE, DatabasePrincipal.DBO));
        fresh.allow(DatabasePrincipal.DBO);
        return fresh;
    }

    /** A new database that guest may enter, as master, tempdb and msdb are. */
    public static DatabaseSecurity freshWithGuest() {
        DatabaseSecurity fresh = fresh();
        fresh.allow(DatabasePrincipal.GUEST);
        return fresh;
    }

    /** Makes the login with this SID the owner: the user dbo stands for it from now on. */
    public synchronized void ownedBy(byte[] sid) {
        put(principal(DatabasePrincipal.DBO).orElseThrow().withSid(sid.clone(), ServerPrincipals.BUILT));
    }

    /** Tells of which family the database is; the passwords of its master key are kept by that. */
    public synchronized void belongsTo(UUID itsFamily) {
        family = itsFamily;
    }

    UUID family() {
        return family;
    }

    /** Adds a role that the instance makes itself; nothing happens when there is a principal of that name. */
    public synchronized void provideRole(String name) {
        if (principal(name).isEmpty()) {
            addRole(newPrincipalId(), name);
        }
    }

    /** Writes everything that a backup of the database carries. */
    public synchronized void write(DataOutput out) throws IOException {
        SecurityArchive.write(this, out);
    }

    /** Reads what {@link #write} wrote; the master key's copy under the service master key is not valid on another instance. */
    public static DatabaseSecurity read(DataInput in) throws IOException {
        return SecurityArchive.read(in);
    }

    /** What encrypts the database at rest; empty without a database encryption key. */
    public synchronized Optional<DatabaseEncryption> encryption() {
        return Optional.ofNullable(encryption);
    }

    /** Keeps a database encryption key; null drops it. */
    public synchronized void encryption(@Nullable DatabaseEncryption changed) {
        encryption = changed;
    }

    /** The thumbprint of a certificate by name. */
    public synchronized Optional<byte[]> thumbprint(String certificateName) {
        return certificate(certificateName).map(Certificate::thumbprint);
    }

    // ---------------------------------------------------------------- principals

    List<DatabasePrincipal> principals() {
        return List.copyOf(principals);
    }

    Set<Membership> memberships() {
        return memberships;
    }

    Permissions permissions() {
        return permissions;
    }

    Optional<DatabasePrincipal> principal(String name) {
        return principals.stream()
                .filter(principal -> principal.name().equalsIgnoreCase(name))
                .findFirst();
    }

    Optional<DatabasePrincipal> principal(int id) {
        return principals.stream().filter(principal -> principal.id() == id).findFirst();
    }

    Optional<DatabasePrincipal> user(byte[] sid) {
        return principals.stream()
                .filter(principal -> principal.sid() != null && Arrays.equals(principal.sid(), sid))
                .findFirst();
    }

    int newPrincipalId() {
        if (nextPrincipal == DatabasePrincipal.FIRST_FIXED_ROLE) {
            nextPrincipal = DatabasePrincipal.LAST_FIXED_ROLE + 1;
        }
        return nextPrincipal++;
    }

    /** Adds it or replaces the one with its id. */
    void put(DatabasePrincipal principal) {
        for (int i = 0; i < principals.size(); i++) {
            if (principals.get(i).id() == principal.id()) {
                principals.set(i, principal);
                return;
            }
        }
        principals.add(principal);
    }

    void removePrincipal(int id) {
        principals.removeIf(principal -> principal.id() == id);
        memberships.removeIf(membership -> membership.member() == id);
        permissions.removeGrantee(id);
        permissions.removeSecurable(new Permissions.On(SecurableClass.DATABASE_PRINCIPAL, id));
    }

    /** Ids that grants can reach the user by: its own, public, its roles. */
    Set<Integer> identities(int user) {
        Set<Integer> ids = memberships.stream()
                .filter(membership -> membership.member() == user)
                .map(Membership::role)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ids.add(user);
        ids.add(DatabasePrincipal.PUBLIC);
        return ids;
    }

    /** GRANT CONNECT, as dbo. */
    void allow(int user) {
        permissions.put(new Permissions.Entry(
                new Permissions.On(SecurableClass.DATABASE, 0),
                user,
                DatabasePrincipal.DBO,
                "CO",
                Permissions.State.GRANT));
    }

    private void addRole(int id, String name) {
        byte[] sid = {1, 5, 0, 0, 0, 0, 0, 9, 4, 0, 0, 0, (byte) (id >>> 8), (byte) id};
        principals.add(new DatabasePrincipal(
                id, name, Kind.DATABASE_ROLE, sid, null, false, ServerPrincipals.BUILT, ServerPrincipals.BUILT));
    }

    // ---------------------------------------------------------------- keys

    Optional<MasterKey> masterKey() {
        return Optional.ofNullable(masterKey);
    }

    /** Null drops it. */
    void keep(@Nullable MasterKey key) {
        masterKey = key;
    }

    List<Certificate> certificates() {
        return List.copyOf(certificates);
    }

    Optional<Certificate> certificate(String name) {
        return certificates.stream()
                .filter(certificate -> certificate.name().equalsIgnoreCase(name))
                .findFirst();
    }

    Optional<Certificate> certificate(int id) {
        return certificates.stream()
                .filter(certificate -> certificate.id() == id)
                .findFirst();
    }

    int newCertificateId() {
        return nextCertificate++;
    }

    /** Adds it or replaces the one with its id. */
    void put(Certificate certificate) {
        for (int i = 0; i < certificates.size(); i++) {
            if (certificates.get(i).id() == certificate.id()) {
                certificates.set(i, certificate);
                return;
            }
        }
        certificates.add(certificate);
    }

    void removeCertificate(int id) {
        certificates.removeIf(certificate -> certificate.id() == id);
        permissions.removeSecurable(new Permissions.On(SecurableClass.CERTIFICATE, id));
    }

    int[] nextIds() {
        return new int[] {nextPrincipal, nextCertificate};
    }

    void nextIds(int principal, int certificate) {
        nextPrincipal = principal;
        nextCertificate = certificate;
    }
}
