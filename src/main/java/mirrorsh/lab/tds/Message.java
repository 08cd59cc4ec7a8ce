package mirrorsh.lab.tds;

/**
 * A whole message of the client: the packets of one type up to the one that ends it.
 *
 * @param type see {@link PacketType}
 * @param firstStatus status byte of the first packet, which carries the reset bits
 * @param ignored the client took the message back while sending it
 */
record Message(int type, int firstStatus, boolean ignored, byte[] payload) {
    boolean wantsReset() {
        return (firstStatus & (PacketType.RESET | PacketType.RESET_KEEP_TRANSACTION)) != 0;
    }

    boolean keepsTransaction() {
        return (firstStatus & PacketType.RESET_KEEP_TRANSACTION) != 0;
    }
}
