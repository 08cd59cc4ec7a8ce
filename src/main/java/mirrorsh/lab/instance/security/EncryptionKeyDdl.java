package mirrorsh.lab.instance.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.AlterEncryptionKey;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.CreateEncryptionKey;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** CREATE, ALTER and DROP DATABASE ENCRYPTION KEY, and what opens such a key (errors.md §2, §9 P62). */
final class EncryptionKeyDdl {
    private final Realm realm;

    EncryptionKeyDdl(Realm realm) {
        this.realm = realm;
    }

    /** The warnings of a statement that is done. */
    List<SqlMessage> execute(EncryptionKeyStatement statement, Caller caller, DatabaseSecurity database) {
        Refusal.unless(Authority.of(realm, caller, database).inDatabase("CL"), Refusal.notPermitted());
        Refusal.unless(realm.installation().encryptsDatabases(), SqlFailure.of(33117));
        if (statement instanceof CreateEncryptionKey create) {
            Refusal.unless(database.encryption().isEmpty(), SqlFailure.of(33103));
            Certificate certificate = encryptor(create.certificate(), caller);
            database.encryption(DatabaseEncryption.fresh(create.algorithm(), certificate.thumbprint(), realm.utc()));
            return warnings(certificate);
        }
        DatabaseEncryption present = database.encryption().orElseThrow(() -> SqlFailure.of(33104));
        if (statement instanceof AlterEncryptionKey alter) {
            return alter(alter, caller, database, present);
        }
        Refusal.unless(!present.on(), SqlFailure.of(33105));
        database.encryption(null);
        return List.of();
    }

    private List<SqlMessage> alter(
            AlterEncryptionKey alter, Caller caller, DatabaseSecurity database, DatabaseEncryption present) {
        DatabaseEncryption changed = present;
        List<SqlMessage> warnings = List.of();
        String certificate = alter.certificate();
        if (certificate != null) {
            Certificate encryptor = encryptor(certificate, caller);
            changed = changed.protectedBy(encryptor.thumbprint(), realm.utc());
            warnings = warnings(encryptor);
        }
        String algorithm = alter.algorithm();
        database.encryption(algorithm == null ? changed : changed.regenerated(algorithm, realm.utc()));
        return warnings;
    }

    /** A certificate of master whose private key the instance opens by itself: 15151, else 33101. */
    private Certificate encryptor(String name, Caller caller) {
        Certificate certificate = realm.master()
                .certificate(name)
                .filter(Authority.of(realm, caller, realm.master())::sees)
                .orElseThrow(() -> Refusal.absent("find", "certificate", name));
        if (!(certificate.key() instanceof HeldKey.ByMasterKey held)) {
            throw SqlFailure.of(33101, "certificate", name);
        }
        new CertificateKeys(realm).takeByServer(held, realm.master());
        return certificate;
    }

    /** As {@link Security#backupEncryptor}; that an expired certificate is refused: tsql.md §3.1. */
    Encryptor backupEncryptor(String name, Caller caller) {
        Certificate certificate = encryptor(name, caller);
        Refusal.unless(!certificate.expired(realm.instant()), SqlFailure.of(3096));
        return new Encryptor(certificate.thumbprint(), certificate.keyBackup() != null);
    }

    private static List<SqlMessage> warnings(Certificate certificate) {
        return certificate.keyBackup() == null ? List.of(Messages.message(33091)) : List.of();
    }

    /**
     * The certificate of a thumbprint; refuses where master has none whose private key opens: 33111, also for a copy without its private key
     * (the number for that is unconfirmed); 15581 or 15466 where the master key does not open.
     */
    Certificate open(byte[] thumbprint) {
        Optional<Certificate> found = realm.master().certificates().stream()
                .filter(certificate -> Arrays.equals(certificate.thumbprint(), thumbprint))
                .findFirst();
        if (found.isEmpty() || !(found.get().key() instanceof HeldKey.ByMasterKey held)) {
            throw SqlFailure.of(
                    33111,
                    "certificate",
                    "0x" + java.util.HexFormat.of().withUpperCase().formatHex(thumbprint));
        }
        new CertificateKeys(realm).takeByServer(held, realm.master());
        return found.get();
    }
}
