package mirrorsh.lab.tds;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over a blocking connection, whose handshake may travel inside TDS packets (tds.md §5).
 *
 * <p>One thread may read while another writes.
 */
final class TlsChannel {
    private final SSLEngine engine;
    private final TlsRecords records;
    private final OutputStream out;
    private final Object wrapLock = new Object();
    /** Clear bytes that were received and not yet read. */
    private ByteBuffer clear;

    /** How the handshake's bytes travel. */
    interface Carrier {
        /** The next bytes of the client, at least one. */
        byte[] receive() throws IOException;

        /** Sends a whole flight; as one message where messages are used (tds.md §5.1). */
        void send(byte[] flight) throws IOException;
    }

    TlsChannel(SSLEngine engine, InputStream in, OutputStream out) {
        this.engine = engine;
        this.records = new TlsRecords(in);
        this.out = out;
        this.clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /** The carrier of a handshake that is not tunnelled. */
    Carrier directly() {
        return new Carrier() {
            @Override
            public byte[] receive() throws IOException {
                byte[] record = records.next();
                if (record.length == 0) {
                    throw new EOFException("the client left during the TLS handshake");
                }
                return record;
            }

            @Override
            public void send(byte[] flight) throws IOException {
                out.write(flight);
                out.flush();
            }
        };
    }

    void handshake(Carrier carrier) throws IOException {
        engine.beginHandshake();
        var flight = new ByteArrayOutputStream();
        try {
            shake(carrier, flight);
        } catch (SSLException e) {
            // the alert that tells the client why
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrapInto(flight)) {}
            sendFlight(carrier, flight);
            throw e;
        }
    }

    private void shake(Carrier carrier, ByteArrayOutputStream flight) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> {
                    if (!wrapInto(flight)) {
                        throw new SSLException("the TLS engine closed during its handshake");
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    sendFlight(carrier, flight);
                    if (unwrap() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        records.append(carrier.receive());
                    } else if (engine.isInboundDone()) {
                        throw new EOFException("the client closed TLS during its handshake");
                    }
                }
                default -> {
                    sendFlight(carrier, flight);
                    return;
                }
            }
        }
    }

    private static void sendFlight(Carrier carrier, ByteArrayOutputStream flight) throws IOException {
        if (flight.size() > 0) {
            carrier.send(flight.toByteArray());
            flight.reset();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private boolean wrapInto(ByteArrayOutputStream flight) throws SSLException {
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), packet);
        flight.write(packet.array(), 0, packet.position());
        return result.getStatus() == SSLEngineResult.Status.OK || packet.position() > 0;
    }

    private SSLEngineResult.Status unwrap() throws SSLException {
        clear.compact();
        SSLEngineResult result = engine.unwrap(records.pending(), clear);
        clear.flip();
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            ByteBuffer larger =
                    ByteBuffer.allocate(clear.remaining() + engine.getSession().getApplicationBufferSize());
            clear = larger.put(clear).flip();
        }
        return result.getStatus();
    }

    /** Whether a read would find bytes that have been received already. */
    boolean hasClearBytes() {
        return clear.hasRemaining();
    }

    /** No later connection may take this session up: the client's last flight would be lost (tds.md §5.2). */
    void forgetSession() {
        engine.getSession().invalidate();
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    // readNBytes ends with such a call; to block here would freeze a complete login
                    return 0;
                }
                if (!receive()) {
                    return -1;
                }
                int count = Math.min(length, clear.remaining());
                clear.get(bytes, offset, count);
                return count;
            }
        };
    }

    /** Makes clear bytes available; false at the end of the stream. */
    private boolean receive() throws IOException {
        while (!clear.hasRemaining()) {
            switch (unwrap()) {
                case CLOSED -> {
                    return false;
                }
                case BUFFER_UNDERFLOW -> {
                    byte[] record = records.next();
                    if (record.length == 0) {
                        return false;
                    }
                    records.append(record);
                }
                default -> answerPostHandshake();
            }
        }
        return true;
    }

    /** Key updates and tickets of TLS 1.3. */
    private void answerPostHandshake() throws IOException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            encrypt(ByteBuffer.allocate(0));
        }
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
                while (source.hasRemaining()) {
                    encrypt(source);
                }
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    private void encrypt(ByteBuffer source) throws IOException {
        synchronized (wrapLock) {
            ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            if (engine.wrap(source, packet).getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new EOFException("TLS is closed");
            }
            out.write(packet.array(), 0, packet.position());
            out.flush();
        }
    }
}
