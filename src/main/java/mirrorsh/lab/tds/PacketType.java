package mirrorsh.lab.tds;

/** Packet types and status bits (tds.md §2). */
final class PacketType {
    static final int BATCH = 0x01;
    static final int RPC = 0x03;
    static final int RESPONSE = 0x04;
    static final int ATTENTION = 0x06;
    static final int TRANSACTION = 0x0E;
    static final int LOGIN = 0x10;
    static final int PRELOGIN = 0x12;
    /** First byte of a TLS handshake record: TDS 8.0. */
    static final int TLS_HANDSHAKE = 0x16;

    static final int HEADER = 8;
    static final int DEFAULT_SIZE = 4096;

    static final int END_OF_MESSAGE = 0x01;
    static final int IGNORE = 0x02;
    static final int RESET = 0x08;
    static final int RESET_KEEP_TRANSACTION = 0x10;

    private PacketType() {}
}
