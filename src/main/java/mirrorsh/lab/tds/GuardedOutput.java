package mirrorsh.lab.tds;

import java.io.IOException;
import java.io.OutputStream;

/** The socket's output, which knows how long the write in progress has been blocked by a client that does not read. */
final class GuardedOutput extends OutputStream {
    private final OutputStream out;
    /** Nanosecond clock at the begin of the write in progress; 0 when there is none. */
    private volatile long since;

    GuardedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        since = System.nanoTime() | 1;
        try {
            out.write(bytes, offset, length);
        } finally {
            since = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Nanoseconds the write in progress has taken at {@code now}; 0 when there is none. */
    long blocked(long now) {
        long started = since;
        return started == 0 ? 0 : now - started;
    }
}
