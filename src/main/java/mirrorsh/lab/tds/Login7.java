package mirrorsh.lab.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The client's login (tds.md §6).
 *
 * @param version TDS version as the client wrote it
 * @param packetSize wish; 0 leaves it to the server
 * @param password in clear; whoever takes it wipes it
 * @param databaseRequired failing to open the database is fatal
 * @param integrated the client wants to log in with its operating system's identity
 * @param federated the client wants to log in with a token of a directory
 * @param changesPassword the client sent a new password
 */
record Login7(
        int version,
        int packetSize,
        Names names,
        char[] password,
        boolean databaseRequired,
        boolean integrated,
        boolean federated,
        boolean changesPassword) {
    /** The texts of a login. */
    record Names(String host, String user, String application, String database) {}

    private static final int SHORT_FIXED_PART = 86;
    private static final int FATAL_DATABASE = 0x40;
    private static final int INTEGRATED = 0x80;
    private static final int EXTENSION = 0x10;
    private static final int PASSWORD_CHANGE = 0x01;
    private static final int FEDERATED_FEATURE = 0x02;
    private static final int END_OF_FEATURES = 0xFF;
    private static final int MOST_FEATURES = 64;
    /** Names are at most as long as an identifier. */
    private static final int LONGEST_NAME = 128;

    /** Reads a login; the payload is overwritten, as it holds the password. */
    static Login7 parse(byte[] payload) throws ProtocolException {
        try {
            return read(new ByteReader(payload));
        } finally {
            Arrays.fill(payload, (byte) 0);
        }
    }

    private static Login7 read(ByteReader in) throws ProtocolException {
        long total = in.u4();
        if (total != in.size() || total < SHORT_FIXED_PART) {
            throw new ProtocolException("LOGIN7 of " + in.size() + " bytes claims " + total);
        }
        int version = in.i4();
        int packetSize = in.i4();
        in.skip(12);
        int flags1 = in.u1();
        int flags2 = in.u1();
        in.skip(1);
        int flags3 = in.u1();
        boolean federated = hasFeatures(version) && (flags3 & EXTENSION) != 0 && features(in);
        var names = new Names(text(in, 36), text(in, 40), text(in, 48), text(in, 68));
        return new Login7(
                version,
                packetSize,
                names,
                password(in),
                (flags1 & FATAL_DATABASE) != 0,
                (flags2 & INTEGRATED) != 0,
                federated,
                (flags3 & PASSWORD_CHANGE) != 0);
    }

    /** Older clients may set the bit too, and mean nothing by it. */
    private static boolean hasFeatures(int version) {
        return Integer.compareUnsigned(version, Dialect.V7_4.version()) >= 0 || version == Dialect.V8_0.version();
    }

    private static int u2(ByteReader in, int at) throws ProtocolException {
        return new ByteReader(in.slice(at, 2)).u2();
    }

    private static byte[] field(ByteReader in, int at, int unit) throws ProtocolException {
        int length = u2(in, at + 2);
        if (length > LONGEST_NAME) {
            throw new ProtocolException("a name in LOGIN7 has " + length + " characters");
        }
        return in.slice(length == 0 ? 0 : u2(in, at), (long) length * unit);
    }

    private static String text(ByteReader in, int at) throws ProtocolException {
        return new String(field(in, at, 2), StandardCharsets.UTF_16LE);
    }

    /** Every byte has its halves swapped and is masked with 0xA5. */
    private static char[] password(ByteReader in) throws ProtocolException {
        byte[] hidden = field(in, 44, 2);
        for (int i = 0; i < hidden.length; i++) {
            int unmasked = hidden[i] & 0xFF ^ 0xA5;
            hidden[i] = (byte) (unmasked << 4 | unmasked >> 4);
        }
        char[] clear = new char[hidden.length / 2];
        ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(clear);
        Arrays.fill(hidden, (byte) 0);
        return clear;
    }

    /** Walks the feature list; no feature is ever acknowledged (tds.md §7), but a token login is refused in words. */
    private static boolean features(ByteReader in) throws ProtocolException {
        ByteReader pointer = new ByteReader(in.slice(u2(in, 56), 4));
        long at = pointer.u4();
        boolean federated = false;
        for (int i = 0; i < MOST_FEATURES; i++) {
            int id = in.slice(at, 1)[0] & 0xFF;
            if (id == END_OF_FEATURES) {
                return federated;
            }
            federated |= id == FEDERATED_FEATURE;
            at += 5 + new ByteReader(in.slice(at + 1, 4)).u4();
        }
        throw new ProtocolException("LOGIN7 has more than " + MOST_FEATURES + " features");
    }

    @Override
    public String toString() {
        return "Login7[" + names + "]";
    }
}
