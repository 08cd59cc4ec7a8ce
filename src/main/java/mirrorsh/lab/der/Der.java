package mirrorsh.lab.der;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The few ASN.1 values of which a certificate is made, in DER. */
public final class Der {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    /** A value with a tag of its own, made of parts or of plain bytes. */
    public static byte[] tagged(int tag, byte[]... parts) {
        return value(tag, join(parts));
    }

    /** The parts in this order. */
    public static byte[] sequence(byte[]... parts) {
        return value(0x30, join(parts));
    }

    /** The parts as a set. */
    public static byte[] set(byte[]... parts) {
        return value(0x31, join(parts));
    }

    /** A number of any size. */
    public static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    /** A bit string without unused bits. */
    public static byte[] bitString(byte[] bytes) {
        return value(0x03, join(new byte[] {0}, bytes));
    }

    /** Bytes that are somebody else's value. */
    public static byte[] octets(byte[] bytes) {
        return value(0x04, bytes);
    }

    /** NULL. */
    public static byte[] nothing() {
        return value(0x05, new byte[0]);
    }

    /** An object identifier, for example 2.5.4.3. */
    public static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    out.write(arc >>> shift & 0x7f | 0x80);
                }
            }
            out.write(arc & 0x7f);
        }
        return value(0x06, out.toByteArray());
    }

    /** PrintableString where it suffices, else UTF8String. */
    public static byte[] string(String text) {
        return text.matches("[A-Za-z0-9 '()+,./:=?-]*")
                ? value(0x13, text.getBytes(StandardCharsets.US_ASCII))
                : value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5280 §4.1.2.5). */
    public static byte[] time(Instant instant) {
        int year = ZonedDateTime.ofInstant(instant, ZoneOffset.UTC).getYear();
        return year >= 1950 && year < 2050
                ? value(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII))
                : value(0x18, GENERALIZED_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the bytes are one DER SEQUENCE and nothing behind it. */
    public static boolean isOneSequence(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 0x30) {
            return false;
        }
        int first = bytes[1] & 0xff;
        if (first < 0x80) {
            return bytes.length == 2 + first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3 || bytes.length < 2 + count) {
            return false;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | bytes[2 + i] & 0xff;
        }
        return bytes.length == 2 + count + length;
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >>> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
