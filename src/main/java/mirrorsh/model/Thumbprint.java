package mirrorsh.model;

import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-1 thumbprint of a certificate, as the catalog has it (catalog.md §4.3).
 *
 * @param hex 40 upper-case hexadecimal digits
 */
public record Thumbprint(String hex) {
    public Thumbprint {
        hex = hex.toUpperCase(Locale.ROOT);
    }

    public static Thumbprint of(byte[] bytes) {
        return new Thumbprint(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** First two and last two digits, enough to tell two apart by eye. */
    public String brief() {
        return hex.length() < 4 ? hex : hex.substring(0, 4) + "…" + hex.substring(hex.length() - 4);
    }

    @Override
    public String toString() {
        return hex;
    }
}
