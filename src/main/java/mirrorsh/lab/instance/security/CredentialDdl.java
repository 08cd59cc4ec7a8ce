package mirrorsh.lab.instance.security;

import mirrorsh.lab.sql.ast.CredentialStatement;
import mirrorsh.lab.sql.ast.CredentialStatement.DropCredential;
import mirrorsh.lab.sql.ast.CredentialStatement.WriteCredential;
import mirrorsh.lab.type.SqlFailure;

/** CREATE, ALTER and DROP CREDENTIAL. The numbers of their refusals are in no source but those that other objects share. */
record CredentialDdl(Realm realm, Authority authority) {
    void execute(CredentialStatement statement) {
        if (statement instanceof WriteCredential write && write.create()) {
            create(write);
        } else if (statement instanceof WriteCredential write) {
            alter(write);
        } else if (statement instanceof DropCredential drop) {
            credentials().remove(existing("drop", drop.name()).id());
        }
    }

    private void create(WriteCredential create) {
        Refusal.unless(authority.onServer("ALCD"), Refusal.notPermitted());
        Refusal.unless(
                !create.name().startsWith("##"),
                Refusal.unknownNumber("names that begin with ## belong to credentials of the system"));
        Refusal.unless(credentials().find(create.name()).isEmpty(), SqlFailure.of(15530, "credential", create.name()));
        credentials()
                .put(new Credential(
                        credentials().newId(),
                        create.name(),
                        create.identity(),
                        create.secret(),
                        realm.now(),
                        realm.now()));
    }

    private void alter(WriteCredential alter) {
        Credential old = existing("alter", alter.name());
        credentials()
                .put(new Credential(
                        old.id(), old.name(), alter.identity(), alter.secret(), old.created(), realm.now()));
    }

    private Credential existing(String verb, String name) {
        return credentials()
                .find(name)
                .filter(found -> authority.onServer("ALCD"))
                .orElseThrow(() -> Refusal.absent(verb, "credential", name));
    }

    private Credentials credentials() {
        return realm.server().credentials();
    }
}
