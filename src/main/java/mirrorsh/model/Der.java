package mirrorsh.model;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of a DER-encoded public certificate; a value. */
public final class Der {
    /** No bytes known. */
    public static final Der NONE = new Der(new byte[0]);

    private final byte[] bytes;

    private Der(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Der of(byte[] bytes) {
        return new Der(bytes.clone());
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Der der && Arrays.equals(bytes, der.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal digits without a prefix. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
