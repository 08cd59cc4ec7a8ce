package mirrorsh.runbook;

import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/** The same password for everything, so that effects with passwords can be compared; and a signature that the lab's containers accept. */
enum OneSecret implements Secrets, SecretSource {
    EVERYWHERE("1Sample_Strong_Password!@#"),
    SIGNATURE("sv=2022-11-02&sr=c&sp=rwl&se=2999-01-01T00:00:00Z&sig=c2lnbmF0dXJl");

    private final String text;

    OneSecret(String text) {
        this.text = text;
    }

    @Override
    public SecretSource named(String name, String host) {
        return this;
    }

    @Override
    public SecretSource existing(String name, String host) {
        return name.equals("signature") ? SIGNATURE : this;
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
        return Secret.of(text);
    }
}
