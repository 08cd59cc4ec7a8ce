package mirrorsh.lab.sql.expression;

import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** An expression that can be computed for a row; its type is known before. Immutable. */
public final class Scalar {
    /** How the value comes about. */
    @FunctionalInterface
    public interface Evaluation {
        @Nullable
        Object value(Row row);
    }

    private enum Form {
        COMPUTED,
        CONSTANT,
        UNTYPED_NULL
    }

    private final SqlType type;
    private final boolean nullable;
    private final @Nullable Collation collation;
    private final Form form;
    private final Evaluation evaluation;

    private Scalar(SqlType type, boolean nullable, @Nullable Collation collation, Form form, Evaluation evaluation) {
        this.type = type;
        this.nullable = nullable;
        this.collation = collation;
        this.form = form;
        this.evaluation = evaluation;
    }

    public static Scalar of(SqlType type, Evaluation evaluation) {
        return new Scalar(type, true, null, Form.COMPUTED, evaluation);
    }

    /** A literal; null is the bare NULL, which takes any type. */
    public static Scalar constant(SqlType type, @Nullable Object value) {
        Form form = value == null ? Form.UNTYPED_NULL : Form.CONSTANT;
        return new Scalar(type, value == null, null, form, row -> value);
    }

    static Scalar column(Field field, int depth, int index) {
        Form form = field.untypedNull() ? Form.UNTYPED_NULL : Form.COMPUTED;
        return new Scalar(field.type(), field.nullable(), field.collation(), form, row -> row.value(depth, index));
    }

    public SqlType type() {
        return type;
    }

    public boolean nullable() {
        return nullable;
    }

    /** How its texts compare, null for the database's own way. */
    public @Nullable Collation collation() {
        return collation;
    }

    boolean isConstant() {
        return form == Form.CONSTANT;
    }

    public boolean isUntypedNull() {
        return form == Form.UNTYPED_NULL;
    }

    public @Nullable Object value(Row row) {
        return evaluation.value(row);
    }

    /** The same value; something is done whenever it is NULL. */
    Scalar whenNull(Runnable action) {
        if (!nullable) {
            return this;
        }
        return new Scalar(type, true, collation, form, row -> {
            Object value = evaluation.value(row);
            if (value == null) {
                action.run();
            }
            return value;
        });
    }

    Scalar notNull() {
        return new Scalar(type, false, collation, form, evaluation);
    }

    /** The same value whose texts compare in another way. */
    public Scalar withCollation(@Nullable Collation other) {
        return collated(other);
    }

    Scalar collated(@Nullable Collation other) {
        return new Scalar(type, nullable, other, form, evaluation);
    }

    /**
     * The same value in another type, if it is converted there without being asked.
     *
     * @throws SqlFailure 206, 257
     */
    public Scalar as(SqlType target) {
        if (isUntypedNull()) {
            return new Scalar(target, true, collation, Form.COMPUTED, row -> null);
        }
        if (type.equals(target)) {
            return this;
        }
        Conversion.requireImplicit(type, target);
        if (holds(target)) {
            return new Scalar(target, nullable, collation, form, evaluation);
        }
        return new Scalar(
                target, nullable, collation, form, row -> Conversion.convert(evaluation.value(row), type, target, 0));
    }

    /** Whether every value of this type is a value of the target as it is. */
    private boolean holds(SqlType target) {
        Kind kind = TypeRules.variable(type.kind());
        boolean sameFamily = kind == target.kind() && (kind.isCharacter() || kind.isBinary());
        return sameFamily
                && (target.length() == SqlType.MAX || type.length() != SqlType.MAX && type.length() <= target.length());
    }

    /**
     * How two texts compare with each other.
     *
     * @throws SqlFailure 468 if both sides insist on different ways
     */
    public static @Nullable Collation collation(@Nullable Collation a, @Nullable Collation b, String operation) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (!a.isLike(b)) {
            throw SqlFailure.of(468, a.name(), b.name(), operation);
        }
        return a;
    }
}
