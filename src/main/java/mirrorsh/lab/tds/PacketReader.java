package mirrorsh.lab.tds;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts packets together to messages, with limits on every size (tds.md §2, §13). Used by one thread. */
final class PacketReader {
    private static final int MOST_PACKETS = 65_536;
    /** Of a request that is too large the rest is read and thrown away, so that its client is there for the refusal. */
    private static final long MOST_THROWN_AWAY = 256L << 20;

    private final Source source;
    private int largestPacket = PacketType.DEFAULT_SIZE;

    /** Where the next packet comes from; asked once for each packet, as the login may change from TLS to clear. */
    @FunctionalInterface
    interface Source {
        InputStream next() throws IOException;
    }

    PacketReader(Source source) {
        this.source = source;
    }

    void largestPacket(int bytes) {
        largestPacket = bytes;
    }

    /**
     * Reads one message. A request that is larger than its cap comes without its payload.
     *
     * @param caps largest size of a message by its type; 0 where the type has no business now
     * @return null when the client closed the connection between messages
     */
    @Nullable
    Message next(IntUnaryOperator caps) throws IOException {
        Packet packet = packet();
        if (packet == null) {
            return null;
        }
        Packet first = packet;
        int cap = cap(caps, first.type());
        var payload = new ByteArrayOutputStream();
        long counted = 0;
        for (int packets = 1; ; packets++) {
            // each header counts too, so that a flood of empty packets runs out as well
            counted += PacketType.HEADER + packet.body().length;
            boolean tooLarge = counted > cap;
            if (tooLarge && !first.isRequest() || counted > MOST_THROWN_AWAY || packets > MOST_PACKETS) {
                throw new ProtocolException("a message of type " + first.type() + " is larger than " + cap + " bytes");
            }
            if (tooLarge) {
                payload = new ByteArrayOutputStream();
            } else {
                payload.writeBytes(packet.body());
            }
            if (packet.ends()) {
                return new Message(
                        first.type(), first.status(), packet.ignored(), payload.toByteArray(), tooLarge ? counted : 0);
            }
            packet = packet();
            if (packet == null) {
                throw new EOFException("the connection ended inside a message");
            }
            if (packet.type() == PacketType.ATTENTION) {
                // a cancel in the middle of a request takes the unfinished request with it
                return new Message(PacketType.ATTENTION, packet.status(), false, new byte[0]);
            }
            if (packet.type() != first.type()) {
                throw new ProtocolException("a packet of type " + packet.type() + " inside a message of another type");
            }
        }
    }

    private static int cap(IntUnaryOperator caps, int type) throws ProtocolException {
        int cap = caps.applyAsInt(type);
        if (cap == 0) {
            throw new ProtocolException("a packet of type " + type + " is not expected now");
        }
        return cap;
    }

    /** One packet; also what carries the TLS handshake. */
    record Packet(int type, int status, byte[] body) {
        boolean ends() {
            // an attention is one packet, whatever its status says
            return (status & PacketType.END_OF_MESSAGE) != 0 || type == PacketType.ATTENTION;
        }

        boolean isRequest() {
            return type == PacketType.BATCH || type == PacketType.RPC;
        }

        boolean ignored() {
            return (status & PacketType.IGNORE) != 0;
        }
    }

    /** Reads one packet; null at the end of the stream. */
    @Nullable
    Packet packet() throws IOException {
        InputStream in = source.next();
        byte[] header = in.readNBytes(PacketType.HEADER);
        if (header.length == 0) {
            return null;
        }
        if (header.length < PacketType.HEADER) {
            throw new EOFException("the connection ended inside a packet header");
        }
        int length = Byte.toUnsignedInt(header[2]) << 8 | Byte.toUnsignedInt(header[3]);
        if (length < PacketType.HEADER || length > largestPacket) {
            throw new ProtocolException("a packet claims " + length + " bytes");
        }
        byte[] body = in.readNBytes(length - PacketType.HEADER);
        if (body.length < length - PacketType.HEADER) {
            throw new EOFException("the connection ended inside a packet");
        }
        return new Packet(Byte.toUnsignedInt(header[0]), Byte.toUnsignedInt(header[1]), body);
    }
}
