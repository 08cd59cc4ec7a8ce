package mirrorsh.lab.tds;

/** ALL_HEADERS in front of a request (tds.md §9.1). */
final class RequestHeaders {
    private static final int TRANSACTION = 2;
    private static final int TRANSACTION_LENGTH = 18;

    private RequestHeaders() {}

    /** Passes over the headers where there are any. Their descriptor tells nothing new: one session, one transaction. */
    static void skip(ByteReader in, Dialect dialect) throws ProtocolException {
        if (!dialect.isAtLeast72()) {
            return;
        }
        long total = in.u4();
        if (total < 4 || total - 4 > in.remaining()) {
            throw new ProtocolException("the headers of a request claim " + total + " bytes");
        }
        ByteReader headers = new ByteReader(in.take(total - 4));
        while (!headers.atEnd()) {
            long length = headers.u4();
            int type = headers.u2();
            if (length < 6 || type == TRANSACTION && length != TRANSACTION_LENGTH) {
                throw new ProtocolException("a header of type " + type + " claims " + length + " bytes");
            }
            headers.skip(length - 6);
        }
    }
}
