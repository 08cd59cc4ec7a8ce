package mirrorsh.lab.type;

/**
 * A column of a result set or of a relation.
 *
 * @param name as spelled; empty where a result column has no name
 * @param type its type
 * @param nullable whether NULL may appear
 */
public record Column(String name, SqlType type, boolean nullable) {
    public static Column of(String name, SqlType type) {
        return new Column(name, type, true);
    }

    public static Column notNull(String name, SqlType type) {
        return new Column(name, type, false);
    }
}
