package mirrorsh.command;

/** What the process answers to whoever started it (product.md, "The command line"). */
public final class ExitCode {
    /** Done, nothing left to do or to repair. */
    public static final int DONE = 0;
    /** Failed. */
    public static final int FAILED = 1;
    /** Usage or unreadable input. */
    public static final int USAGE = 2;
    /** The operator stopped it. */
    public static final int STOPPED = 3;
    /** Check, plan or diagnose found something to do or to repair. */
    public static final int TO_DO = 4;

    private ExitCode() {}
}
