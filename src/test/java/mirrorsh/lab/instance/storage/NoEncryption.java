package mirrorsh.lab.instance.storage;

import java.util.Optional;
import mirrorsh.lab.instance.security.Credential;
import mirrorsh.lab.instance.security.DatabaseSecurity;

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
    public Optional<Credential> credential(String name) {
        return Optional.empty();
    }
}
