package mirrorsh.lab.sql.query;

import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.Scope;

/** A compiled FROM of an UPDATE or DELETE, and the scope of its names. */
public record TableSource(Scope scope, Rows rows) {
    /** Hands over the rows. */
    @FunctionalInterface
    public interface Rows {
        boolean each(RowConsumer consumer);
    }
}
