package mirrorsh.lab.instance.security;

import java.util.Optional;
import javax.crypto.SecretKey;
import mirrorsh.lab.type.SqlFailure;

/** Opening database master keys. */
record KeyRing(Realm realm) {
    /**
     * The database's master key as a session can have it: opened by the session, by the service master key, or by a password that the
     * instance keeps for databases of its family (tsql.md §2.5).
     *
     * @throws SqlFailure 15581 where it must be created or opened first, 15466 where the service master key does not fit
     */
    SecretKey open(DatabaseSecurity database, int session) {
        Optional<SecretKey> opened = realm.server().sessions().opened(session, database);
        return opened.or(() -> openByKeptPassword(database)).orElseGet(() -> openByServer(database));
    }

    /** Where the service master key does not open it. */
    private Optional<SecretKey> openByKeptPassword(DatabaseSecurity database) {
        return database.masterKey()
                .filter(key -> key.open(realm.server().serviceMasterKey()).isEmpty())
                .flatMap(key -> realm.server().masterKeyPasswords().of(database.family()).stream()
                        .flatMap(password -> key.open(password).stream())
                        .findFirst());
    }

    /** The same without a session, as the endpoint has it. */
    SecretKey openByServer(DatabaseSecurity database) {
        MasterKey key = database.masterKey().orElseThrow(() -> SqlFailure.of(15581));
        ServiceMasterKey service = realm.server().serviceMasterKey();
        if (!key.hasCopyOf(service)) {
            throw SqlFailure.of(15581);
        }
        return key.open(service).orElseThrow(() -> SqlFailure.of(15466));
    }
}
