package mirrorsh.host;

/** A statement was no longer wanted when its turn came: it was never sent. */
public final class NotBegunException extends HostException {
    private static final long serialVersionUID = 1L;

    public NotBegunException(String host) {
        super(host, "The statement was not sent to " + host + ": it was stopped before.", "", "", null);
    }
}
