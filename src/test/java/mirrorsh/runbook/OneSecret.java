package mirrorsh.runbook;

import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/** The same password for everything, so that effects with passwords can be compared. */
enum OneSecret implements Secrets, SecretSource {
    EVERYWHERE;

    @Override
    public SecretSource named(String name, String host) {
        return this;
    }

    @Override
    public SecretSource existing(String name, String host) {
        return this;
    }

    @Override
    public SecretSource generated(String label) {
        return this;
    }

    @Override
    public String label() {
        return "password";
    }

    @Override
    public Secret secret() {
        return Secret.of("1Sample_Strong_Password!@#");
    }
}
