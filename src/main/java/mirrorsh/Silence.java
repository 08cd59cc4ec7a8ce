package mirrorsh;

/**
 * What the JVM's logging is configured by: nothing, so that the driver's log lines do not stand between ours. Made by the JVM when
 * somebody logs for the first time, which a prompt does not wait for.
 */
public final class Silence {
    /** Leaves everything as it is: without handlers. */
    public Silence() {
        // nothing to set up
    }
}
