package mirrorsh.lab.tds;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Collations on the wire: five bytes, of which the code page matters (tds.md §11). */
final class Collation {
    static final Charset WESTERN = Charset.forName("windows-1252");
    private static final byte[] LATIN1_CI_AS = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};
    private static final int UTF8 = 0x04000000;
    /** Sort ids of the SQL_Latin1_General_CP1 family. */
    private static final Set<Integer> WESTERN_SORT_IDS = Set.of(0x32, 0x33, 0x34, 0x35, 0x36);
    /** Primary languages of code page 1252: German, English, Spanish, French, Italian, Dutch and neighbours. */
    private static final Set<Integer> WESTERN_LANGUAGES =
            Set.of(0x00, 0x06, 0x07, 0x09, 0x0A, 0x0B, 0x0C, 0x0F, 0x10, 0x13, 0x14, 0x16, 0x1D);

    private Collation() {}

    /** SQL_Latin1_General_CP1_CI_AS, the only one the lab speaks. */
    static byte[] latin1() {
        return LATIN1_CI_AS.clone();
    }

    /** The code page of a client's value. */
    static Charset charset(byte[] collation) throws ProtocolException {
        ByteReader in = new ByteReader(collation);
        int flags = in.i4();
        int sortId = in.u1();
        if ((flags & UTF8) != 0) {
            return StandardCharsets.UTF_8;
        }
        boolean western = sortId == 0 ? WESTERN_LANGUAGES.contains(flags & 0x3FF) : WESTERN_SORT_IDS.contains(sortId);
        if (!western) {
            throw new ProtocolException("a value has a collation that the lab does not know");
        }
        return WESTERN;
    }
}
