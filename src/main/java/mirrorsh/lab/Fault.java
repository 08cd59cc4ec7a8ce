package mirrorsh.lab;

/**
 * Something that is broken in a lab at the moment.
 *
 * @param kind what sort of fault
 * @param host where it is; of a link, the host that sends
 * @param detail of a link the other host, else a file, a port, a name, a time; empty where nothing is to be said
 */
public record Fault(Kind kind, String host, String detail) {
    /** The sorts of faults that last. */
    public enum Kind {
        /** The instance is down. */
        STOPPED,
        /** The host cannot open connections to the other one. */
        CUT,
        /** What the host sends to the other one takes longer. */
        SLOW,
        /** What the host sends to the other one does not arrive, though connections stay up. */
        STALLED,
        /** Nothing can be written to the disk. */
        FULL_DISK,
        /** The host's clock is wrong. */
        SKEWED_CLOCK,
        /** The endpoint's own certificate has another period, here and where it was imported. */
        CERTIFICATE_PERIOD,
        /** The service account may not read a file. */
        UNREADABLE_FILE,
        /** Another process has a port. */
        PORT_TAKEN,
        /** The host does not find another one by name. */
        NAME_UNKNOWN,
        /** The service master key is another one than the master keys were encrypted by. */
        SERVICE_KEY_LOST,
        /** The instance runs a newer build that lacks a patch, which breaks its sessions. */
        UNPATCHED_BUILD
    }

    /** One line, for example {@code HOST_A cannot reach HOST_B}. */
    public String text() {
        return switch (kind) {
            case STOPPED -> host + " is down";
            case CUT -> host + " cannot reach " + detail;
            case SLOW -> "what " + host + " sends is late: " + detail;
            case STALLED -> "what " + host + " sends does not arrive at " + detail;
            case FULL_DISK -> "the disk of " + host + " is full";
            case SKEWED_CLOCK -> "the clock of " + host + " is wrong by " + detail;
            case CERTIFICATE_PERIOD -> "the endpoint's certificate of " + host + " is " + detail;
            case UNREADABLE_FILE -> host + " may not read " + detail;
            case SERVICE_KEY_LOST -> "the service master key of " + host + " is another one";
            case UNPATCHED_BUILD -> host + " runs a newer build that lacks a patch";
            case PORT_TAKEN -> "another process has port " + detail + " of " + host;
            case NAME_UNKNOWN -> host + " does not find the name " + detail;
        };
    }
}
