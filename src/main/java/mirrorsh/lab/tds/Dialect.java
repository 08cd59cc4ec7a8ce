package mirrorsh.lab.tds;

import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/**
 * What a connection's protocol version changes (tds.md §11.1). Every width that differs is asked here.
 *
 * @param version as in LOGIN7, for example 0x74000004
 */
record Dialect(int version) {
    static final Dialect V7_1 = new Dialect(0x71000001);
    static final Dialect V7_2 = new Dialect(0x72090002);
    static final Dialect V7_3 = new Dialect(0x730B0003);
    static final Dialect V7_4 = new Dialect(0x74000004);
    static final Dialect V8_0 = new Dialect(0x08000000);

    /**
     * The dialect for what a client asked.
     *
     * @param strict whether the connection began with TLS
     * @throws ProtocolException where 8.0 is asked for without TLS around the whole connection
     */
    static Dialect of(int asked, boolean strict) throws ProtocolException {
        if (asked == V8_0.version) {
            if (!strict) {
                throw new ProtocolException("TDS 8.0 begins with TLS, and this connection did not");
            }
            return V8_0;
        }
        // tedious goes on in 7.4 behind the TLS of 8.0 unless it is told its version too
        return Integer.compareUnsigned(asked, V7_4.version) > 0 ? V7_4 : new Dialect(asked);
    }

    /** Versions before 7.1 have no collations; their clients are refused. */
    boolean isTooOld() {
        return level() < 0x71;
    }

    private int level() {
        return version == V8_0.version ? 0x74 : version >>> 24;
    }

    /** Requests begin with headers; counts, user types and line numbers are wide; (max) types exist. */
    boolean isAtLeast72() {
        return level() >= 0x72;
    }

    private boolean isAtLeast73() {
        return level() >= 0x73;
    }

    boolean hasMaxTypes() {
        return isAtLeast72();
    }

    /** Whether this byte stands between two calls of one message. */
    boolean separatesCalls(int value) {
        return value == 0xFF || value == 0xFE || value == 0x80 && !isAtLeast72();
    }

    /** How a type travels: date and time types became their own with 7.3, before they are text. */
    SqlType wire(SqlType type) {
        if (isAtLeast73()) {
            return type;
        }
        int fraction = type.scale() == 0 ? 0 : type.scale() + 1;
        return switch (type.kind()) {
            case DATE -> SqlType.nvarchar(10);
            case TIME -> SqlType.nvarchar(8 + fraction);
            case DATETIME2 -> SqlType.nvarchar(19 + fraction);
            case DATETIMEOFFSET -> SqlType.nvarchar(26 + fraction);
            default -> type;
        };
    }

    boolean travelsAsText(SqlType type) {
        return type.kind() != Kind.NVARCHAR && wire(type).kind() == Kind.NVARCHAR;
    }
}
