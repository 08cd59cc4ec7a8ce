package mirrorsh.lab.sql.query;

import java.util.List;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of FROM.
 *
 * @param bindings what can be named in it, with places counted from its first column
 * @param width how many columns its rows have
 */
record FromSource(List<Scope.Binding> bindings, int width, Producer rows) {
    FromSource {
        bindings = List.copyOf(bindings);
    }

    /** Hands over the rows; false if the consumer stopped early. */
    @FunctionalInterface
    interface Producer {
        boolean each(@Nullable Row outer, RowConsumer consumer);
    }

    /** A SELECT without FROM: one row without columns. */
    static FromSource single() {
        return new FromSource(List.of(), 0, (outer, consumer) -> consumer.accept(new Object[0]));
    }
}
