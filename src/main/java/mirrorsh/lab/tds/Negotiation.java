package mirrorsh.lab.tds;

import mirrorsh.lab.tds.TdsSettings.Encryption;

/**
 * What client and server agree on (tds.md §4.1).
 *
 * @param answer the byte of the PRELOGIN answer
 * @param cover how much of the connection TLS covers
 */
record Negotiation(int answer, Cover cover) {
    static final int OFF = 0;
    static final int ON = 1;
    static final int NOT_SUPPORTED = 2;
    static final int REQUIRED = 3;

    /** How much of the connection TLS covers. */
    enum Cover {
        NOTHING,
        LOGIN,
        EVERYTHING,
        /** The two cannot agree: the client is expected to leave. */
        REFUSED
    }

    static Negotiation of(int client, Encryption server) {
        if (server == Encryption.NONE) {
            // who insists on encryption leaves by itself; tedious does not and goes on in clear (tds.md §4.1)
            return new Negotiation(NOT_SUPPORTED, Cover.NOTHING);
        }
        return switch (client) {
            case OFF ->
                server == Encryption.OFF
                        ? new Negotiation(OFF, Cover.LOGIN)
                        : new Negotiation(REQUIRED, Cover.EVERYTHING);
            case NOT_SUPPORTED ->
                server == Encryption.REQUIRED
                        ? new Negotiation(REQUIRED, Cover.REFUSED)
                        : new Negotiation(NOT_SUPPORTED, Cover.NOTHING);
            default -> new Negotiation(ON, Cover.EVERYTHING);
        };
    }
}
