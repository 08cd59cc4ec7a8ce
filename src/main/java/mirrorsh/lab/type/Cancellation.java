package mirrorsh.lab.type;

/**
 * Whether the client has asked to stop the running request. Safe to share between threads.
 */
public interface Cancellation {
    /** Never cancelled. */
    Cancellation NONE = new Cancellation() {
        @Override
        public boolean isRequested() {
            return false;
        }

        @Override
        public boolean await(long millis) throws InterruptedException {
            Thread.sleep(millis);
            return false;
        }
    };

    boolean isRequested();

    /**
     * Waits for a cancel.
     *
     * @param millis how long at most
     * @return whether a cancel was requested
     */
    boolean await(long millis) throws InterruptedException;

    /** Throws if a cancel was requested. */
    default void check() {
        if (isRequested()) {
            throw new CancelledException();
        }
    }

    /** Ends the running request without an error of its own: the wire answers with a plain DONE (tds.md §9.5). */
    final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public CancelledException() {
            super("The request was cancelled by its client.");
        }
    }
}
