package mirrorsh.lab.tds;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the few ASN.1 values of which a certificate is made. */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int BOOLEAN = 0x01;
    static final int OCTETS = 0x04;

    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int OBJECT = 0x06;
    private static final int UTF8 = 0x0C;
    private static final int TIME = 0x18;
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    /** A value made of parts, or of plain bytes. */
    static byte[] of(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] integer(BigInteger value) {
        return of(INTEGER, value.toByteArray());
    }

    /** A bit string without unused bits. */
    static byte[] bits(byte[] bytes) {
        return of(BITS, new byte[] {0}, bytes);
    }

    static byte[] utf8(String text) {
        return of(UTF8, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant at) {
        return of(TIME, GENERALIZED.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier, for example 2.5.4.3. */
    static byte[] object(int... arcs) {
        var content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arcs[i] >> shift != 0) {
                    content.write(arcs[i] >> shift & 0x7F | 0x80);
                }
            }
            content.write(arcs[i] & 0x7F);
        }
        return of(OBJECT, content.toByteArray());
    }
}
