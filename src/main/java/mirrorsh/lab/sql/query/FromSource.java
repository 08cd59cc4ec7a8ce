package mirrorsh.lab.sql.query;

import java.util.List;
import mirrorsh.lab.sql.Sieve;
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

    /** Hands over the rows. */
    @FunctionalInterface
    interface Producer {
        /**
         * Hands over the rows, perhaps without those that a sieve holds back; false if the consumer stopped early.
         *
         * @param sieve for rows of this source
         */
        boolean each(@Nullable Row outer, Sieve sieve, RowConsumer consumer);

        /** Whether all rows are there before the first is asked for, so that nothing is lost by taking all of them. */
        default boolean isStored() {
            return false;
        }
    }

    /** A SELECT without FROM: one row without columns. */
    static FromSource single() {
        return new FromSource(List.of(), 0, (outer, sieve, consumer) -> consumer.accept(new Object[0]));
    }
}
