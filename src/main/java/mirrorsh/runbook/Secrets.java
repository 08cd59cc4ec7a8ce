package mirrorsh.runbook;

import mirrorsh.tsql.SecretSource;

/** Where the passwords of a runbook come from; a runbook only names them. */
public interface Secrets {
    /**
     * A password that the operator gives.
     *
     * @param name what it is for, for example masterkey
     * @param host on which host
     */
    SecretSource named(String name, String host);

    /**
     * A password that is in use already, so that none can be made up for it.
     *
     * @param name what it is for, for example databasekey
     * @param host on which host
     */
    SecretSource existing(String name, String host);

    /**
     * A strong password that nobody needs to know: made when it is needed and forgotten.
     *
     * @param label what it is for
     */
    SecretSource generated(String label);
}
