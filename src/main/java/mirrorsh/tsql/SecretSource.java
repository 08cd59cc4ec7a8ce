package mirrorsh.tsql;

/**
 * Where a password comes from when it is needed: a prompt, the environment, a generator. Asking may take the operator's time, so
 * it happens only when the statement is about to run.
 */
public interface SecretSource {
    /** What it is, for a prompt or a variable's name, for example "password of HOST_A's master key". */
    String label();

    /**
     * The password; the same one each time.
     *
     * @throws mirrorsh.model.MirrorException when there is none to be had
     */
    Secret secret();
}
