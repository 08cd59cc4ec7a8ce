package mirrorsh.lab.instance.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import mirrorsh.lab.sql.ast.KeyStatement.AlterServiceMasterKey;
import mirrorsh.lab.type.SqlFailure;

/** ALTER SERVICE MASTER KEY REGENERATE (tsql.md §2.4). */
record ServiceMasterKeyDdl(Realm realm, Authority authority) {
    void execute(AlterServiceMasterKey alter) {
        Refusal.unless(authority.onServer("CL"), Refusal.notPermitted());
        ServiceMasterKey service = realm.server().serviceMasterKey();
        Map<DatabaseSecurity, SecretKey> opened = new LinkedHashMap<>();
        for (DatabaseSecurity database : realm.server().databases().all()) {
            synchronized (database) {
                Optional<MasterKey> key = database.masterKey().filter(found -> found.hasCopyOf(service));
                Optional<SecretKey> secret = key.flatMap(found -> found.open(service));
                // FORCE: a copy that does not open stays as it is and is lost
                Refusal.unless(key.isEmpty() || secret.isPresent() || alter.force(), SqlFailure.of(15329));
                secret.ifPresent(found -> opened.put(database, found));
            }
        }
        service.replace();
        opened.forEach((database, secret) -> {
            synchronized (database) {
                database.masterKey().ifPresent(key -> database.keep(key.withServerCopy(secret, service, realm.now())));
            }
        });
    }
}
