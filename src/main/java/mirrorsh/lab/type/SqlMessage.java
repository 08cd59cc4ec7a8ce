package mirrorsh.lab.type;

/**
 * One message of the server: information up to severity 10, an error above.
 *
 * @param number message id as in sys.messages; 0 for PRINT
 * @param severity class 0 to 25
 * @param state place in the server that raised it
 * @param text filled-in text, at most 2047 characters
 * @param procedure name of the procedure that raised it, or empty
 * @param line 1-based line in the batch, 0 where unknown
 */
public record SqlMessage(int number, int severity, int state, String text, String procedure, int line) {
    private static final int LONGEST = 2047;

    public SqlMessage {
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    public boolean isError() {
        return severity > 10;
    }

    public SqlMessage atLine(int batchLine) {
        return new SqlMessage(number, severity, state, text, procedure, batchLine);
    }
}
