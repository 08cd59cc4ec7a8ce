package mirrorsh.shell;

/** Something that is told of Ctrl-C. */
public interface Interruptible {
    /** From now on Ctrl-C does this, on a thread of its own, and does not end the program. */
    void onInterrupt(Runnable action);
}
