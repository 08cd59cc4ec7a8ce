package mirrorsh.lab.tds;

/** The transaction descriptors of one connection: any number but zero, a new one for each begin (tds.md §9.4). */
final class Transactions {
    private long last;
    private long current;

    /** Begins one. */
    long begin() {
        current = ++last;
        return current;
    }

    /** Ends the current one. */
    long end() {
        long ended = current;
        current = 0;
        return ended;
    }
}
