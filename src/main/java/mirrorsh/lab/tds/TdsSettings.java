package mirrorsh.lab.tds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TdsServer} behaves.
 *
 * @param encryption what it wants of its clients
 * @param tls key and certificate; may be null only with {@link Encryption#NONE}
 * @param limits what one client may use up
 * @param remote whether an address other than loopback may be bound
 */
public record TdsSettings(Encryption encryption, @Nullable ServerTls tls, Limits limits, boolean remote) {
    public TdsSettings {
        if (tls == null && encryption != Encryption.NONE) {
            throw new IllegalArgumentException("Encryption " + encryption + " needs a certificate.");
        }
    }

    /** Encryption OFF (a certificate is there, nobody is forced), default limits, loopback only. */
    public static TdsSettings of(ServerTls tls) {
        return new TdsSettings(Encryption.OFF, tls, Limits.DEFAULT, false);
    }

    /** No certificate at all: everything in clear, clients that insist on encryption go away. */
    public static TdsSettings clear() {
        return new TdsSettings(Encryption.NONE, null, Limits.DEFAULT, false);
    }

    public TdsSettings with(Encryption other) {
        return new TdsSettings(other, tls, limits, remote);
    }

    public TdsSettings with(Limits other) {
        return new TdsSettings(encryption, tls, other, remote);
    }

    /** What the server wants of its clients (tds.md §4.1). */
    public enum Encryption {
        /** A certificate is there and nothing is forced: the client decides, at least its login is covered. */
        OFF,
        /** Every client that knows TLS is covered as a whole; one that does not may stay in clear. */
        ON,
        /** "Force encryption": clients without TLS are refused. */
        REQUIRED,
        /** No certificate: clear, and TDS 8.0 clients are refused. */
        NONE
    }

    /**
     * What one client may use up (tds.md §13).
     *
     * @param login from accept to the login's answer
     * @param write longest time in one write to a client that does not read
     * @param connections at one time
     * @param packetSize largest packet that a client may ask for, 512 to 16384 bytes
     * @param messageSize largest batch or call in bytes
     */
    public record Limits(Duration login, Duration write, int connections, int packetSize, int messageSize) {
        /** 15 s, 30 s, 200 connections, 16384 bytes, 4 MB. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 200, 16_384, 4 << 20);

        public Limits {
            // mssql-jdbc refuses more than 16384 when everything is encrypted
            if (packetSize < 512 || packetSize > 16_384) {
                throw new IllegalArgumentException("A packet size of " + packetSize + " is not within 512 and 16384.");
            }
        }

        public Limits withConnections(int most) {
            return new Limits(login, write, most, packetSize, messageSize);
        }

        public Limits withDeadlines(Duration forLogin, Duration forWrite) {
            return new Limits(forLogin, forWrite, connections, packetSize, messageSize);
        }
    }
}
