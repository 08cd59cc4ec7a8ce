package mirrorsh.lab.mirroring;

import java.io.IOException;

/** The lab's network refuses, with the code that Windows would give. */
public abstract sealed class NetworkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int osCode;

    private NetworkException(int osCode, String message) {
        super(message);
        this.osCode = osCode;
    }

    /** The Windows Sockets code, for example 10061 (errors.md §6.2). */
    public int osCode() {
        return osCode;
    }

    /** No host has that name, as the asking host sees it. */
    public static final class UnknownHost extends NetworkException {
        private static final long serialVersionUID = 1L;

        UnknownHost(String name) {
            super(11001, "No such host is known: " + name + ".");
        }
    }

    /** Nothing listens there. */
    public static final class Refused extends NetworkException {
        private static final long serialVersionUID = 1L;

        Refused(String host, int port) {
            super(10061, "No connection could be made: nothing listens at " + host + ":" + port + ".");
        }
    }

    /** No answer: the way there is cut. */
    public static final class TimedOut extends NetworkException {
        private static final long serialVersionUID = 1L;

        TimedOut(String host, int port) {
            super(10060, "No answer came from " + host + ":" + port + " in time.");
        }
    }

    /** Somebody else listens on the port already. */
    public static final class PortTaken extends NetworkException {
        private static final long serialVersionUID = 1L;

        PortTaken(String host, int port) {
            super(10048, "Port " + port + " of " + host + " is in use already.");
        }
    }
}
