package mirrorsh.lab.tds;

/**
 * The client's PRELOGIN and the answer to it (tds.md §4).
 *
 * @param encryption 0 to 3, see {@link Negotiation}
 */
record Prelogin(int encryption) {
    private static final int VERSION = 0;
    private static final int ENCRYPTION = 1;
    private static final int INSTANCE = 2;
    private static final int THREAD = 3;
    private static final int MARS = 4;
    private static final int END = 0xFF;
    private static final int MOST_OPTIONS = 32;
    /** Set beside the encryption where a client certificate will follow; the lab does not ask for one. */
    private static final int CLIENT_CERTIFICATE = 0x80;

    static Prelogin parse(byte[] payload) throws ProtocolException {
        ByteReader in = new ByteReader(payload);
        int encryption = Negotiation.NOT_SUPPORTED;
        for (int options = 0; ; options++) {
            int token = in.u1();
            if (token == END) {
                return new Prelogin(encryption);
            }
            if (options == MOST_OPTIONS) {
                throw new ProtocolException("PRELOGIN has more than " + MOST_OPTIONS + " options");
            }
            byte[] value = in.slice(in.u2BigEndian(), in.u2BigEndian());
            if (token == ENCRYPTION) {
                encryption = encryption(value);
            }
        }
    }

    private static int encryption(byte[] value) throws ProtocolException {
        int encryption = value.length == 1 ? value[0] & 0xFF & ~CLIENT_CERTIFICATE : -1;
        if (encryption < Negotiation.OFF || encryption > Negotiation.REQUIRED) {
            throw new ProtocolException("PRELOGIN asks for an encryption that does not exist");
        }
        return encryption;
    }

    /** The answer: version, encryption, instance matches, no thread id, no MARS. */
    static byte[] answer(Backend.Identity identity, int encryption) {
        int data = 5 * 5 + 1;
        return new ByteWriter()
                .bytes(option(VERSION, data, 6))
                .bytes(option(ENCRYPTION, data + 6, 1))
                .bytes(option(INSTANCE, data + 7, 1))
                .bytes(option(THREAD, data + 8, 0))
                .bytes(option(MARS, data + 8, 1))
                .u1(END)
                .u1(identity.major())
                .u1(identity.minor())
                .u2BigEndian(identity.build())
                .u2(0)
                .u1(encryption)
                .u1(0)
                .u1(0)
                .toBytes();
    }

    private static byte[] option(int token, int offset, int length) {
        return new ByteWriter()
                .u1(token)
                .u2BigEndian(offset)
                .u2BigEndian(length)
                .toBytes();
    }
}
