package mirrorsh.model;

import java.util.List;

/**
 * A question that a runbook's author asks of a host, beyond the state that is always read.
 *
 * @param host the operator's name for it
 * @param database where the text runs
 * @param text a T-SQL query; the first value of its first row is the answer
 */
public record Probe(String host, String database, String text) {
    /**
     * What the host answered.
     *
     * @param value the first value as text; empty for NULL, for no row, and when there is a problem
     * @param problem why there is no answer; empty when there is one
     * @param rows the first result set as text, NULL empty
     */
    public record Answer(String value, String problem, List<List<String>> rows) {
        /** Not asked yet. */
        public static final Answer NONE = new Answer("", "it was not asked");

        public Answer {
            rows = List.copyOf(rows);
        }

        public Answer(String value, String problem) {
            this(value, problem, List.of());
        }

        public static Answer of(String value) {
            return new Answer(value, "");
        }

        /** A whole result set; its first value is the answer of who asked for one. */
        public static Answer of(List<List<String>> rows) {
            return new Answer(
                    rows.isEmpty() || rows.get(0).isEmpty() ? "" : rows.get(0).get(0), "", rows);
        }

        /** An answer that is neither empty, nor 0, nor false. */
        public boolean isTrue() {
            return !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
        }
    }
}
