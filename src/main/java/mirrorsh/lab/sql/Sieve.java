package mirrorsh.lab.sql;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells early which rows of a relation are of no use to a query. What it lets through is judged once more by whoever asked, so that a
 * relation may let everything through.
 */
public interface Sieve {
    /** Lets everything through. */
    Sieve OPEN = new Sieve() {
        @Override
        public BitSet columns() {
            return new BitSet();
        }

        @Override
        public boolean lets(@Nullable Object[] row) {
            return true;
        }

        @Override
        public Sieve within(int width) {
            return this;
        }
    };

    /** The places of the columns that it looks at. */
    BitSet columns();

    /** Whether a row may be of use; values in other columns than its own need not be there yet. */
    boolean lets(@Nullable Object[] row);

    /** What of it can be told by the first columns alone. */
    Sieve within(int width);
}
