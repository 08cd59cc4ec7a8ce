package mirrorsh.lab.instance.storage;

import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.Credential;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.security.Encryptor;
import mirrorsh.lab.type.SqlFailure;

/** Principals of an instance on which no database is encrypted and which has no credentials. */
public final class NoEncryption implements Principals {
    @Override
    public boolean opensByServiceMasterKey(DatabaseSecurity database) {
        return false;
    }

    @Override
    public byte[] sid(String login) {
        return new byte[] {1};
    }

    @Override
    public void openEncryption(byte[] thumbprint) {
        throw new AssertionError("no database is encrypted here");
    }

    @Override
    public Encryptor backupEncryptor(String certificate, Caller caller) {
        throw SqlFailure.of(15151, "find", "certificate", certificate);
    }

    @Override
    public Optional<Credential> credential(String name) {
        return Optional.empty();
    }
}
