package mirrorsh.bench;

/**
 * How much is measured.
 *
 * @param warmUps rounds that do not count
 * @param rounds rounds that do
 * @param starts rounds of whole processes
 * @param hosts of the largest topology
 * @param databases of its hosts, and of the pair that is set up
 * @param seconds of each measurement of a rate
 */
record Effort(int warmUps, int rounds, int starts, int hosts, int databases, double seconds) {
    /** What the README shows. */
    static final Effort WHOLE = new Effort(2, 5, 15, 50, Integer.getInteger("mirrorsh.bench.databases", 200), 2);
    /** Whether it works at all. */
    static final Effort SMOKE = new Effort(0, 1, 1, 4, 4, 0.05);
}
