package mirrorsh.lab.sql;

import java.util.List;
import mirrorsh.lab.type.Column;
import org.jspecify.annotations.Nullable;

/** Something that can be selected from. */
public interface Relation {
    List<Column> columns();

    /** A consistent picture of the rows at this moment; the arrays must not be changed. */
    List<@Nullable Object[]> rows();

    /** The same without some of the rows that a sieve holds back, where leaving them out saves work. */
    default List<@Nullable Object[]> rows(Sieve sieve) {
        return rows();
    }
}
