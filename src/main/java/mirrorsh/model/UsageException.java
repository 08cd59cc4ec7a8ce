package mirrorsh.model;

/** The operator asked for something that cannot be understood or does not exist here: exit code 2. */
public final class UsageException extends MirrorException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message, String next) {
        super(message, "", next, null);
    }
}
