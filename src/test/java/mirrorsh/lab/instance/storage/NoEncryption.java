package mirrorsh.lab.instance.storage;

import mirrorsh.lab.instance.security.DatabaseSecurity;

/** Principals of an instance on which no database is encrypted. */
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
}
