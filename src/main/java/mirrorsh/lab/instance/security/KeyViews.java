package mirrorsh.lab.instance.security;

import static mirrorsh.lab.instance.security.CatalogView.character;
import static mirrorsh.lab.instance.security.CatalogView.joined;
import static mirrorsh.lab.instance.security.CatalogView.padded;
import static mirrorsh.lab.instance.security.CatalogView.row;
import static mirrorsh.lab.type.Column.notNull;
import static mirrorsh.lab.type.Column.of;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The views of keys and certificates (catalog.md §4). */
record KeyViews(Realm realm, DatabaseSecurity database, Authority authority) {
    private static final int MASTER_KEY_ID = 101;
    private static final int SERVICE_MASTER_KEY_ID = 102; // unconfirmed
    private static final int LONGEST_SUBJECT = 128;
    private static final int LONGEST_ISSUER = 442;

    static final List<Column> SYMMETRIC_KEYS = List.of(
            notNull("name", SqlType.SYSNAME),
            of("principal_id", SqlType.INT),
            notNull("symmetric_key_id", SqlType.INT),
            notNull("key_length", SqlType.INT),
            notNull("key_algorithm", character(2)),
            of("algorithm_desc", SqlType.nvarchar(60)),
            notNull("create_date", SqlType.DATETIME),
            notNull("modify_date", SqlType.DATETIME),
            of("key_guid", SqlType.UNIQUEIDENTIFIER),
            of("key_thumbprint", SqlType.SQL_VARIANT),
            of("provider_type", SqlType.nvarchar(120)),
            of("cryptographic_provider_guid", SqlType.UNIQUEIDENTIFIER),
            of("cryptographic_provider_algid", SqlType.SQL_VARIANT));
    static final List<Column> KEY_ENCRYPTIONS = List.of(
            of("key_id", SqlType.INT),
            of("thumbprint", SqlType.varbinary(32)),
            of("crypt_type", character(4)),
            of("crypt_type_desc", SqlType.nvarchar(60)),
            of("crypt_property", SqlType.varbinary(SqlType.MAX)));
    private static final List<Column> CERTIFICATES = List.of(
            notNull("name", SqlType.SYSNAME),
            notNull("certificate_id", SqlType.INT),
            of("principal_id", SqlType.INT),
            notNull("pvt_key_encryption_type", character(2)),
            of("pvt_key_encryption_type_desc", SqlType.nvarchar(60)),
            of("is_active_for_begin_dialog", SqlType.BIT),
            of("issuer_name", SqlType.nvarchar(LONGEST_ISSUER)),
            of("cert_serial_number", SqlType.nvarchar(64)),
            of("sid", SqlType.varbinary(85)),
            of("string_sid", SqlType.nvarchar(128)),
            of("subject", SqlType.nvarchar(4000)),
            of("expiry_date", SqlType.DATETIME),
            of("start_date", SqlType.DATETIME),
            notNull("thumbprint", SqlType.varbinary(32)),
            of("attested_by", SqlType.nvarchar(260)),
            of("pvt_key_last_backup_date", SqlType.DATETIME));
    static final List<Column> MASTER_KEY_PASSWORDS =
            List.of(notNull("credential_id", SqlType.INT), of("family_guid", SqlType.UNIQUEIDENTIFIER));
    static final List<Column> CREDENTIALS = List.of(
            notNull("credential_id", SqlType.INT),
            notNull("name", SqlType.SYSNAME),
            of("credential_identity", SqlType.nvarchar(4000)),
            notNull("create_date", SqlType.DATETIME),
            notNull("modify_date", SqlType.DATETIME),
            of("target_type", SqlType.nvarchar(100)),
            of("target_id", SqlType.INT));

    /** The version that brought key_length is unconfirmed (catalog.md §14). */
    private static boolean hasKeyLength(Version version) {
        return version.atLeast(Version.SQL_2016);
    }

    static List<Column> certificateColumns(Version version) {
        return hasKeyLength(version) ? joined(CERTIFICATES, List.of(of("key_length", SqlType.INT))) : CERTIFICATES;
    }

    List<@Nullable Object[]> symmetricKeys() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (!authority.seesKeys()) {
            return rows;
        }
        database.masterKey()
                .ifPresent(key -> rows.add(
                        symmetricKey(MasterKey.NAME, MASTER_KEY_ID, key.created(), key.modified(), key.guid())));
        if (database == realm.master()) {
            rows.add(symmetricKey(
                    "##MS_ServiceMasterKey##",
                    SERVICE_MASTER_KEY_ID,
                    ServerPrincipals.BUILT,
                    ServerPrincipals.BUILT,
                    realm.server().serviceMasterKey().id()));
        }
        return rows;
    }

    private static @Nullable Object[] symmetricKey(String name, int id, Object created, Object modified, Object guid) {
        return row(
                name, DatabasePrincipal.DBO, id, 256, "A3", "AES_256", created, modified, guid, null, null, null, null);
    }

    List<@Nullable Object[]> keyEncryptions() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        MasterKey key = database.masterKey().orElse(null);
        if (key == null || !authority.seesKeys()) {
            return rows;
        }
        MasterKey.ServerCopy server = key.serverCopy();
        if (server != null) {
            rows.add(row(MASTER_KEY_ID, null, "ESKM", "ENCRYPTION BY MASTER KEY", server.sealed()));
        }
        for (byte[] copy : key.passwordCopies()) {
            rows.add(row(MASTER_KEY_ID, null, "ESKP", "ENCRYPTION BY PASSWORD", copy));
        }
        return rows;
    }

    List<@Nullable Object[]> certificates() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Certificate certificate : database.certificates()) {
            if (authority.sees(certificate)) {
                @Nullable Object[] row = certificate(certificate);
                rows.add(hasKeyLength(realm.version()) ? joined(row, X509.keyBits(certificate.x509())) : row);
            }
        }
        return rows;
    }

    /** catalog.md §4.5. */
    List<@Nullable Object[]> masterKeyPasswords() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (MasterKeyPasswords.Entry entry : keptPasswords()) {
            rows.add(row(entry.credential(), entry.family()));
        }
        return rows;
    }

    /** Those of CREATE CREDENTIAL and those of kept passwords, of which it is unconfirmed what their identity says. */
    List<@Nullable Object[]> credentials() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (MasterKeyPasswords.Entry entry : keptPasswords()) {
            rows.add(row(entry.credential(), entry.name(), entry.name(), entry.created(), entry.created(), null, null));
        }
        if (authority.onServer("ALCD") || authority.onServer("VWAD")) {
            realm.server()
                    .credentials()
                    .all()
                    .forEach(found -> rows.add(row(
                            found.id(),
                            found.name(),
                            found.identity(),
                            found.created(),
                            found.modified(),
                            null,
                            null)));
        }
        return rows;
    }

    private List<MasterKeyPasswords.Entry> keptPasswords() {
        return authority.onServer("VWAD") ? realm.server().masterKeyPasswords().all() : List.of();
    }

    private static @Nullable Object[] certificate(Certificate certificate) {
        return row(
                certificate.name(),
                certificate.id(),
                certificate.owner(),
                padded(certificate.key().code(), 2),
                certificate.key().description(),
                certificate.activeForDialog(),
                cut(certificate.issuer(), LONGEST_ISSUER),
                certificate.serialNumber(),
                certificate.sid(),
                certificate.sidText(),
                cut(certificate.subject(), LONGEST_SUBJECT),
                certificate.expiry(),
                certificate.start(),
                certificate.thumbprint(),
                null,
                certificate.keyBackup());
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
