package mirrorsh.lab.instance.security;

import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.BackupMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CloseMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CreateMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.DropMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.OpenMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.RestoreMasterKey;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Statements on the database master key (tsql.md §2.1 to §2.3). */
final class MasterKeyDdl {
    private static final byte[] FILE_MAGIC = "LABDMK1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Realm realm;
    private final Caller caller;
    private final DatabaseSecurity database;

    MasterKeyDdl(Realm realm, Caller caller, DatabaseSecurity database) {
        this.realm = realm;
        this.caller = caller;
        this.database = database;
    }

    void execute(KeyStatement statement) {
        boolean control = Authority.of(realm, caller, database).inDatabase("CL");
        Refusal.unless(control, Refusal.notPermitted());
        if (statement instanceof CreateMasterKey create) {
            create(create.password());
        } else if (statement instanceof AlterMasterKey alter) {
            alter(alter);
        } else if (statement instanceof OpenMasterKey open) {
            // 15313 or 15466 is unconfirmed; tsql.md §14 names 15313 first
            SecretKey key = present("find").open(open.password()).orElseThrow(() -> SqlFailure.of(15313));
            realm.server().sessions().open(caller.sessionId(), database, key);
        } else if (statement instanceof CloseMasterKey) {
            boolean closed = realm.server().sessions().close(caller.sessionId(), database);
            Refusal.unless(closed, SqlFailure.of(15581));
        } else if (statement instanceof DropMasterKey) {
            drop();
        } else if (statement instanceof BackupMasterKey backup) {
            backup(backup);
        } else if (statement instanceof RestoreMasterKey restore) {
            restore(restore);
        } else {
            throw Refusal.notImitated("this statement on keys");
        }
    }

    private void create(@Nullable String password) {
        Refusal.unless(database.masterKey().isEmpty(), SqlFailure.of(15578));
        if (password == null) {
            throw SqlFailure.of(33161);
        }
        checkPolicy(password);
        SecretKey key = Seal.newKey(realm.random());
        database.keep(MasterKey.of(key, password, realm.now(), realm.random())
                .withServerCopy(key, realm.server().serviceMasterKey(), realm.now()));
    }

    private void alter(AlterMasterKey alter) {
        String password = alter.password() == null ? "" : alter.password();
        switch (alter.change()) {
            case REGENERATE -> regenerate(password, false);
            case FORCE_REGENERATE -> regenerate(password, true);
            case ADD_PASSWORD -> {
                checkPolicy(password);
                database.keep(present("alter").withPassword(opened(), password, realm.now(), realm.random()));
            }
            case DROP_PASSWORD -> dropPassword(password);
            // a closed key: 15581 or 15313 is unconfirmed (tsql.md §2.2)
            case ADD_SERVICE_MASTER_KEY ->
                database.keep(
                        present("alter").withServerCopy(opened(), realm.server().serviceMasterKey(), realm.now()));
            case DROP_SERVICE_MASTER_KEY -> {
                Refusal.unless(!present("alter").passwordCopies().isEmpty(), lastProtection());
                database.keep(present("alter").withoutServerCopy(realm.now()));
            }
        }
    }

    private void dropPassword(String password) {
        MasterKey key = present("alter");
        MasterKey changed = key.withoutPassword(password, realm.now());
        Refusal.unless(changed.passwordCopies().size() < key.passwordCopies().size(), SqlFailure.of(15313));
        boolean protectedStill = !changed.passwordCopies().isEmpty() || changed.serverCopy() != null;
        Refusal.unless(protectedStill, lastProtection());
        database.keep(changed);
    }

    private static SqlFailure lastProtection() {
        return Refusal.unknownNumber("the last encryption of a master key cannot be dropped");
    }

    /** A new key: what depends on the old one is opened and sealed again; with force, what does not open is lost. */
    private void regenerate(String password, boolean force) {
        MasterKey old = present("alter");
        checkPolicy(password);
        replace(Optional.of(old), Seal.newKey(realm.random()), password, force);
    }

    private void replace(Optional<MasterKey> old, SecretKey key, String password, boolean force) {
        reseal(key, force);
        MasterKey made = MasterKey.of(key, password, realm.now(), realm.random());
        boolean byServer = old.filter(present -> present.serverCopy() != null).isPresent();
        database.keep(byServer ? made.withServerCopy(key, realm.server().serviceMasterKey(), realm.now()) : made);
        realm.server().sessions().closeEverywhere(database);
    }

    private void reseal(SecretKey key, boolean force) {
        List<Certificate> changed = new ArrayList<>();
        for (Certificate certificate : database.certificates()) {
            if (certificate.key() instanceof HeldKey.ByMasterKey) {
                try {
                    PrivateKey secret =
                            new CertificateKeys(realm).take(certificate, null, database, caller.sessionId());
                    byte[] sealed = Seal.withKey(key, secret.getEncoded(), realm.random());
                    changed.add(certificate.withKey(new HeldKey.ByMasterKey(sealed)));
                } catch (SqlFailure failure) {
                    if (!force) {
                        throw SqlFailure.of(15329);
                    }
                    // FORCE: the private key stays under the old master key, which is gone
                }
            }
        }
        changed.forEach(database::put);
    }

    private void drop() {
        present("drop");
        boolean needed = database.certificates().stream()
                .anyMatch(certificate -> certificate.key() instanceof HeldKey.ByMasterKey);
        Refusal.unless(!needed, SqlFailure.of(15580));
        database.keep(null);
        realm.server().sessions().closeEverywhere(database);
    }

    private void backup(BackupMasterKey backup) {
        present("find");
        SecretKey key = opened();
        checkPolicy(backup.password());
        byte[] sealed = Seal.withPassword(backup.password(), key.getEncoded(), realm.random());
        new CertificateFiles(realm).create(backup.file(), PrivateKeyFile.container(FILE_MAGIC, sealed));
    }

    private void restore(RestoreMasterKey restore) {
        byte[] sealed = PrivateKeyFile.content(FILE_MAGIC, new CertificateFiles(realm).read(restore.file()))
                .orElseThrow(() -> SqlFailure.of(15208));
        SecretKey key = Seal.open(restore.decryption(), sealed).map(Seal::key).orElseThrow(() -> SqlFailure.of(15466));
        checkPolicy(restore.encryption());
        replace(database.masterKey(), key, restore.encryption(), restore.force());
    }

    private SecretKey opened() {
        return new KeyRing(realm).open(database, caller.sessionId());
    }

    private MasterKey present(String verb) {
        return database.masterKey().orElseThrow(() -> Refusal.absent(verb, "symmetric key", "master key"));
    }

    private void checkPolicy(String password) {
        PasswordPolicy.check(password, "", realm.installation().machine().name());
    }
}
