package mirrorsh.lab.tds;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** A client that sends exactly what a test says, in clear. */
final class RawClient implements AutoCloseable {
    final Socket socket = new Socket();
    private final PacketReader reader;
    private int handshakeMessages;

    RawClient(InetSocketAddress address) throws IOException {
        socket.connect(address, 2000);
        socket.setSoTimeout(5000);
        socket.setTcpNoDelay(true);
        reader = new PacketReader(socket::getInputStream);
        reader.largestPacket(32_767);
    }

    static byte[] packet(int type, int status, byte[] body) {
        return new ByteWriter()
                .u1(type)
                .u1(status)
                .u2BigEndian(8 + body.length)
                .i4(0)
                .bytes(body)
                .toBytes();
    }

    static byte[] prelogin(int encryption) {
        return new ByteWriter()
                .u1(0)
                .u2BigEndian(11)
                .u2BigEndian(6)
                .u1(1)
                .u2BigEndian(17)
                .u2BigEndian(1)
                .u1(0xFF)
                .bytes(new byte[6])
                .u1(encryption)
                .toBytes();
    }

    static byte[] login(int version, String user, String password) {
        byte[] hidden = password.getBytes(StandardCharsets.UTF_16LE);
        for (int i = 0; i < hidden.length; i++) {
            int b = hidden[i] & 0xFF;
            hidden[i] = (byte) ((b << 4 | b >> 4) ^ 0xA5);
        }
        byte[] name = user.getBytes(StandardCharsets.UTF_16LE);
        ByteWriter out = new ByteWriter();
        out.i4(94 + name.length + hidden.length)
                .i4(version)
                .i4(4096)
                .bytes(new byte[12])
                .i4(0)
                .bytes(new byte[8]);
        out.u2(0).u2(0);
        out.u2(94).u2(user.length());
        out.u2(94 + name.length).u2(password.length());
        out.bytes(new byte[94 - out.size()]);
        return out.bytes(name).bytes(hidden).toBytes();
    }

    static byte[] headers() {
        return new ByteWriter().i4(22).i4(18).u2(2).i8(0).i4(1).toBytes();
    }

    static byte[] batch(String sql) {
        return new ByteWriter().bytes(headers()).text(sql).toBytes();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(int type, int status, byte[] body) throws IOException {
        send(packet(type, status, body));
    }

    /** The next response, or null when the server closed. */
    byte[] response() throws IOException {
        Message message = reader.next(type -> 32 << 20);
        return message == null ? null : message.payload();
    }

    /** Does the TLS handshake inside PRELOGIN packets. */
    TlsChannel tunnel(SSLEngine engine) throws IOException {
        PacketWriter writer = new PacketWriter(socket.getOutputStream());
        HandshakeTunnel tunnel = new HandshakeTunnel(reader, writer);
        TlsChannel channel = new TlsChannel(engine, socket.getInputStream(), socket.getOutputStream());
        channel.handshake(new TlsChannel.Carrier() {
            @Override
            public byte[] receive() throws IOException {
                handshakeMessages++;
                Message message = reader.next(type -> type == PacketType.PRELOGIN ? 64 << 10 : 0);
                return message == null ? new byte[0] : message.payload();
            }

            @Override
            public void send(byte[] flight) throws IOException {
                tunnel.send(flight);
            }
        });
        return channel;
    }

    /** Messages of the server's handshake so far. */
    int handshakeMessages() {
        return handshakeMessages;
    }

    List<String> tokens() throws IOException {
        byte[] response = response();
        return response == null ? List.of("CLOSED") : Tokens.read(response);
    }

    List<String> request(String sql) throws IOException {
        send(PacketType.BATCH, 1, batch(sql));
        return tokens();
    }

    RawClient login() throws IOException {
        send(PacketType.PRELOGIN, 1, prelogin(Negotiation.NOT_SUPPORTED));
        response();
        send(PacketType.LOGIN, 1, login(Dialect.V7_4.version(), FakeBackend.USER, FakeBackend.PASSWORD));
        List<String> answer = tokens();
        if (!answer.get(answer.size() - 1).startsWith("DONE 00")) {
            throw new IOException("not logged in: " + answer);
        }
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
