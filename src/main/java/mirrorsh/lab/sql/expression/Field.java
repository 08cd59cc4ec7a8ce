package mirrorsh.lab.sql.expression;

import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column inside a query.
 *
 * @param name empty where it has none
 * @param collation how its texts compare, null for the database's own way
 * @param untypedNull whether it is the bare NULL, which takes any type
 */
public record Field(
        String name,
        SqlType type,
        boolean nullable,
        @Nullable Collation collation,
        boolean untypedNull) {
    /** What the name of a hidden column begins with; no name in a batch can. */
    public static final String HIDDEN = "\u0000";

    public static Field of(Column column) {
        return new Field(column.name(), column.type(), column.nullable(), null, false);
    }

    public static Field of(String name, Scalar value) {
        return new Field(name, value.type(), value.nullable(), value.collation(), value.isUntypedNull());
    }

    /** Whether no name reaches it and {@code *} leaves it out. */
    public boolean isHidden() {
        return name.startsWith(HIDDEN);
    }

    public Column column() {
        return new Column(name, type, nullable);
    }

    public Field named(String other) {
        return new Field(other, type, nullable, collation, untypedNull);
    }

    public Field typed(SqlType other) {
        return new Field(name, other, nullable, collation, false);
    }

    /** The same column on the side of an outer join that may be missing. */
    public Field optional() {
        return new Field(name, type, true, collation, untypedNull);
    }
}
