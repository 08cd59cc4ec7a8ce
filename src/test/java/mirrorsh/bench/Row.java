package mirrorsh.bench;

/**
 * One line of the table.
 *
 * @param what was measured
 * @param measured the value
 * @param against what it is compared with, and its value; empty for nothing
 * @param ratio of the two; empty for none
 * @param goal for the ratio; empty for none
 */
record Row(String what, String measured, String against, String ratio, String goal) {
    /** A value that is compared with nothing. */
    static Row of(String what, String measured) {
        return new Row(what, measured, "", "", "");
    }

    /** A ratio with the most that it should be. */
    static Row of(String what, String measured, String against, double ratio, double most) {
        return new Row(what, measured, against, two(ratio), "≤ " + two(most).replaceAll("\\.?0+$", ""));
    }

    static Row of(String what, String measured, String against, double ratio) {
        return new Row(what, measured, against, two(ratio), "");
    }

    static String two(double value) {
        return String.format(java.util.Locale.ROOT, "%.2f", value);
    }

    /** Milliseconds with as many digits as say something. */
    static String millis(double nanos) {
        double millis = nanos / 1e6;
        return String.format(java.util.Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    String markdown() {
        return "| " + String.join(" | ", what, measured, against, ratio, goal).strip() + " |";
    }
}
