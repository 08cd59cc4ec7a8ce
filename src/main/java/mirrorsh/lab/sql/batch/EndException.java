package mirrorsh.lab.sql.batch;

/** The text of a level ends after an error that is already reported; level 0 is the whole batch. */
final class EndException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int level;

    EndException(int level) {
        super("The batch ends.", null, false, false);
        this.level = level;
    }

    int level() {
        return level;
    }
}
