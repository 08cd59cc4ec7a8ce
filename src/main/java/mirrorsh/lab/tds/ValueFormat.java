package mirrorsh.lab.tds;

import java.io.ByteArrayOutputStream;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Values with their lengths, as they stand in rows and parameters (tds.md §11). */
final class ValueFormat {
    private static final int SHORT_NULL = 0xFFFF;
    private static final long CHUNKS_NULL = -1L;
    private static final long CHUNKS_UNKNOWN = -2L;

    private ValueFormat() {}

    static void write(ByteWriter out, TypeInfo info, @Nullable Object value, Dialect dialect) {
        if (value == null) {
            writeNull(out, info.form());
            return;
        }
        if (info.form() == TypeInfo.Form.VARIANT) {
            VariantFormat.write(out, (Variant) value, dialect);
            return;
        }
        boolean asText = dialect.travelsAsText(info.declared());
        Object sent = asText ? TemporalFormat.text(value, info.declared()) : value;
        byte[] raw = RawValue.encode(sent, info.type());
        switch (info.form()) {
            case BYTE -> out.u1(raw.length).bytes(raw);
            case SHORT -> out.u2(raw.length).bytes(raw);
            case CHUNKS -> {
                out.i8(raw.length);
                if (raw.length > 0) {
                    out.i4(raw.length).bytes(raw);
                }
                out.i4(0);
            }
            // a text pointer and a timestamp, which nobody reads, in front of the length
            case POINTER -> out.u1(16).bytes(new byte[24]).i4(raw.length).bytes(raw);
            default -> throw new IllegalArgumentException("Values of " + info.type() + " are never written so.");
        }
    }

    private static void writeNull(ByteWriter out, TypeInfo.Form form) {
        switch (form) {
            case BYTE, POINTER -> out.u1(0);
            case SHORT -> out.u2(SHORT_NULL);
            case CHUNKS -> out.i8(CHUNKS_NULL);
            case VARIANT -> out.i4(0);
            case FIXED -> throw new IllegalArgumentException("A fixed type has no NULL.");
        }
    }

    static @Nullable Object read(ByteReader in, TypeInfo info) throws ProtocolException {
        if (info.form() == TypeInfo.Form.VARIANT) {
            return VariantFormat.read(in);
        }
        byte[] raw = bytes(in, info);
        if (raw == null) {
            return null;
        }
        SqlType type = info.type();
        return RawValue.decode(raw, type, info.charset());
    }

    private static byte @Nullable [] bytes(ByteReader in, TypeInfo info) throws ProtocolException {
        return switch (info.form()) {
            case FIXED -> info.size() == 0 ? null : in.take(info.size());
            case BYTE -> {
                int length = in.u1();
                yield length == 0 ? null : in.take(checked(length, info));
            }
            case SHORT -> {
                int length = in.u2();
                yield length == SHORT_NULL ? null : in.take(checked(length, info));
            }
            case CHUNKS -> chunks(in);
            case POINTER -> {
                int length = in.i4();
                yield length == -1 ? null : in.take(Integer.toUnsignedLong(length));
            }
            case VARIANT -> throw new IllegalArgumentException("A variant carries its own type.");
        };
    }

    private static int checked(int length, TypeInfo info) throws ProtocolException {
        boolean variable =
                info.type().kind().isCharacter() || info.type().kind().isBinary();
        boolean decimal = info.type().precision() > 0;
        if (variable || decimal ? length > info.size() : length != info.size()) {
            throw new ProtocolException("a value of " + length + " bytes has type " + info.type());
        }
        return length;
    }

    /** The announced total is not trusted: only chunks that are there are taken. */
    private static byte @Nullable [] chunks(ByteReader in) throws ProtocolException {
        long total = in.i8();
        if (total == CHUNKS_NULL) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        for (long length = in.u4(); length != 0; length = in.u4()) {
            bytes.writeBytes(in.take(length));
        }
        if (total != CHUNKS_UNKNOWN && total != bytes.size()) {
            throw new ProtocolException("a value of " + bytes.size() + " bytes was announced with " + total);
        }
        return bytes.toByteArray();
    }
}
