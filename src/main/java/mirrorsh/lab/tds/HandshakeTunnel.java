package mirrorsh.lab.tds;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The TLS handshake inside PRELOGIN packets: one message for each of our flights (tds.md §5.1). */
final class HandshakeTunnel implements TlsChannel.Carrier {
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_PACKETS = 64;

    private final PacketReader reader;
    private final PacketWriter writer;
    private int bytes;
    private int packets;

    HandshakeTunnel(PacketReader reader, PacketWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public byte[] receive() throws IOException {
        while (true) {
            PacketReader.@Nullable Packet packet = reader.packet();
            if (packet == null) {
                // most clients that dislike the certificate say nothing and leave
                throw new EOFException(
                        "the client left during the TLS handshake; it may have rejected the certificate");
            }
            bytes += packet.body().length;
            if (packet.type() != PacketType.PRELOGIN || bytes > MOST_BYTES || ++packets > MOST_PACKETS) {
                throw new ProtocolException("the TLS handshake is interrupted or endless");
            }
            if (packet.body().length > 0) {
                return packet.body();
            }
        }
    }

    @Override
    public void send(byte[] flight) throws IOException {
        writer.type(PacketType.PRELOGIN);
        writer.write(flight, 0, flight.length);
        writer.endMessage();
        writer.type(PacketType.RESPONSE);
    }
}
