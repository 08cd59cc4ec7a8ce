package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import mirrorsh.lab.instance.security.DatabaseEncryption;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** Transparent data encryption as the databases of an instance see it (errors.md §2, §9 P62; procedure.md, table of MIR-5). */
final class Encryption {
    private static final int SYNCHRONIZED = 4;
    private static final int OFF = 1;
    private static final int ENCRYPTED = 3;
    private static final SqlType TEXT = SqlType.nvarchar(32);

    private final Installation installation;
    private final Principals principals;

    Encryption(Installation installation, Principals principals) {
        this.installation = installation;
        this.principals = principals;
    }

    /** Refuses a copy whose key this instance cannot open: 33117 by its edition, 33111 without the certificate. */
    void open(DatabaseSecurity security) {
        security.encryption().ifPresent(encryption -> open(encryption.thumbprint()));
    }

    /** Refuses a backup that this instance cannot read, be it encrypted itself or of an encrypted database: as {@link #open(byte[])}. */
    void open(BackupSet set) {
        BackupSet.Cipher cipher = set.cipher();
        if (cipher != null) {
            principals.openEncryption(cipher.thumbprint()); // every edition restores what others have encrypted
        }
        open(set.encryptor());
    }

    /** @param thumbprint of the certificate that protects the key; empty where there is no key */
    void open(byte[] thumbprint) {
        if (thumbprint.length > 0) {
            if (!installation.encryptsDatabases()) {
                throw SqlFailure.of(33117);
            }
            principals.openEncryption(thumbprint);
        }
    }

    /**
     * Refuses a change of a database encryption key: 33102, 33118; 33123 while a mirror may not have all that was done before.
     *
     * @param present whether the key is there and is altered or dropped
     */
    static void checkKeyChange(DatabaseState now, boolean present) {
        if (now.isSystem()) {
            throw SqlFailure.of(33102);
        }
        if (now.status() != DatabaseStatus.ONLINE || now.isReadOnly()) {
            throw SqlFailure.of(33118);
        }
        MirroringRow row = now.mirroring();
        if (present && row != null && row.state() != SYNCHRONIZED) {
            throw SqlFailure.of(33123);
        }
    }

    /** SET ENCRYPTION ON or OFF. The lab's scan takes no time. */
    void turn(StoredDatabase database, boolean on) {
        DatabaseState now = database.state();
        if (!installation.encryptsDatabases()) {
            throw SqlFailure.of(33117);
        }
        if (now.status() != DatabaseStatus.ONLINE || now.isReadOnly()) {
            throw SqlFailure.of(33118);
        }
        DatabaseEncryption key = now.security().encryption().orElseThrow(() -> SqlFailure.of(33106));
        if (key.on() == on) {
            throw SqlFailure.of(on ? 33107 : 33108);
        }
        LocalDateTime when =
                LocalDateTime.ofInstant(installation.machine().clock().instant(), ZoneOffset.UTC);
        now.security().encryption(key.turned(on, when));
        database.recordSecurity();
    }

    static boolean isOn(DatabaseState database) {
        return database.security().encryption().filter(DatabaseEncryption::on).isPresent();
    }

    // ---------------------------------------------------------------- sys.dm_database_encryption_keys

    private record Row(int id, DatabaseEncryption key) {}

    /** A row for each key. That of tempdb, which is encrypted as soon as one other database is, has no certificate. */
    Relation keys(List<DatabaseState> databases) {
        LocalDateTime start = databases.get(0).identity().created();
        boolean some = databases.stream().anyMatch(Encryption::isOn);
        List<Row> rows = databases.stream()
                .filter(database -> database.security().encryption().isPresent() || some && isTempdb(database))
                .map(database -> new Row(
                        database.id(),
                        database.security()
                                .encryption()
                                .orElseGet(() -> new DatabaseEncryption(
                                        "AES_256", new byte[0], true, start, start, start, start))))
                .toList();
        return view().over(rows);
    }

    private static boolean isTempdb(DatabaseState database) {
        return database.name().equalsIgnoreCase("tempdb");
    }

    private View<Row> view() {
        return new View<Row>()
                .column("database_id", SqlType.INT, Row::id)
                .column("encryption_state", SqlType.INT, Encryption::state)
                .column("create_date", SqlType.DATETIME, r -> r.key().created())
                .column("regenerate_date", SqlType.DATETIME, r -> r.key().regenerated())
                .column("modify_date", SqlType.DATETIME, r -> r.key().modified())
                .column("set_date", SqlType.DATETIME, r -> r.key().set())
                .column("opened_date", SqlType.DATETIME, r -> r.key().created())
                .column("key_algorithm", TEXT, r -> r.key().family())
                .column("key_length", SqlType.INT, r -> r.key().length())
                .column(
                        "encryptor_thumbprint",
                        SqlType.varbinary(20),
                        r -> r.key().thumbprint())
                .column("encryptor_type", TEXT, Encryption::encryptor)
                .column("percent_complete", SqlType.of(SqlType.Kind.REAL), r -> 0f)
                .when(
                        installation.version().atLeast(Version.SQL_2019),
                        view -> view.column(
                                        "encryption_state_desc",
                                        TEXT,
                                        r -> state(r) == ENCRYPTED ? "ENCRYPTED" : "UNENCRYPTED")
                                .column(
                                        "encryption_scan_state",
                                        SqlType.INT,
                                        r -> r.key().set() == null ? 0 : 4)
                                .column(
                                        "encryption_scan_state_desc",
                                        TEXT,
                                        r -> r.key().set() == null ? "NONE" : "COMPLETE")
                                .column(
                                        "encryption_scan_modify_date",
                                        SqlType.DATETIME,
                                        r -> r.key().set() == null
                                                ? null
                                                : r.key().modified()));
    }

    private static int state(Row row) {
        return row.key().on() ? ENCRYPTED : OFF;
    }

    /** What that of tempdb is called is unconfirmed. */
    private static String encryptor(Row row) {
        return row.key().thumbprint().length == 0 ? "ASYMMETRIC KEY" : "CERTIFICATE";
    }
}
