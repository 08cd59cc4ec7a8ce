package mirrorsh.lab.mirroring;

/**
 * A link could not be opened, or was refused.
 */
final class LinkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** @param number the first number of 1474 (errors.md §6.2) */
    LinkFailure(int number, String text) {
        super(text);
        this.number = number;
    }

    /** The peer closed after it accepted: a refused handshake, or a restart. */
    static LinkFailure cut() {
        return new LinkFailure(
                4, "An error occurred while receiving data: '10054(The peer closed the connection by force.)'.");
    }

    static LinkFailure of(NetworkException failure) {
        return failure instanceof NetworkException.UnknownHost
                ? new LinkFailure(2, "DNS lookup failed with error: '11001(" + failure.getMessage() + ")'.")
                : new LinkFailure(
                        2,
                        "Connection attempt failed with error: '" + failure.osCode() + "(" + failure.getMessage()
                                + ")'.");
    }

    String text() {
        return String.valueOf(getMessage());
    }

    int number() {
        return number;
    }
}
