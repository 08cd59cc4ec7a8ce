package mirrorsh.lab.tds;

/**
 * A whole message of the client: the packets of one type up to the one that ends it.
 *
 * @param type see {@link PacketType}
 * @param firstStatus status byte of the first packet, which carries the reset bits
 * @param ignored the client took the message back while sending it
 * @param excess how many bytes it has when that is too many and its payload was thrown away; 0 otherwise
 */
record Message(int type, int firstStatus, boolean ignored, byte[] payload, long excess) {
    Message(int type, int firstStatus, boolean ignored, byte[] payload) {
        this(type, firstStatus, ignored, payload, 0);
    }

    boolean isTooLarge() {
        return excess > 0;
    }

    boolean wantsReset() {
        return (firstStatus & (PacketType.RESET | PacketType.RESET_KEEP_TRANSACTION)) != 0;
    }

    boolean keepsTransaction() {
        return (firstStatus & PacketType.RESET_KEEP_TRANSACTION) != 0;
    }
}
