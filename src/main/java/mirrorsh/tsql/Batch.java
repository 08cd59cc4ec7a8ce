package mirrorsh.tsql;

/**
 * What is sent at once, and the database that it runs in.
 *
 * @param database context, almost always master; {@link #WHERE_WE_ARE} for the one that the batch before left
 * @param text one or more statements
 */
public record Batch(String database, SqlText text) {
    /** No database of its own: {@code USE} of the batch before still holds. */
    public static final String WHERE_WE_ARE = "";

    public static Batch inMaster(SqlText text) {
        return new Batch("master", text);
    }

    /** As an operator reads it: USE, then the statement, secrets masked. */
    public String masked() {
        return SqlText.keywords("USE ").name(database).and(";\n").masked() + text.masked() + ";";
    }
}
