package mirrorsh.lab.instance.security;

import java.util.List;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/**
 * A function of this room.
 *
 * @param least fewest arguments
 * @param most most arguments
 */
record SecurityFunction(String name, SqlType result, int least, int most, Body body) implements ScalarFunction {
    /** What it computes. */
    interface Body {
        @Nullable
        Object apply(Arguments arguments);
    }

    /** The arguments, read leniently as the server converts them. */
    record Arguments(List<@Nullable Object> values) {
        int count() {
            return values.size();
        }

        /** The text, or null where it is NULL or was left out. */
        @Nullable
        String text(int index) {
            Object value = value(index);
            return value == null ? null : String.valueOf(value);
        }

        @Nullable
        Integer number(int index) {
            Object value = value(index);
            if (value == null) {
                return null;
            }
            try {
                return value instanceof Number number
                        ? number.intValue()
                        : Integer.valueOf(value.toString().trim());
            } catch (NumberFormatException e) {
                throw SqlFailure.of(245, "varchar", value, "int");
            }
        }

        byte @Nullable [] bytes(int index) {
            return value(index) instanceof byte[] bytes ? bytes : null;
        }

        private @Nullable Object value(int index) {
            Object value = index < values.size() ? values.get(index) : null;
            return value instanceof Variant variant ? variant.value() : value;
        }
    }

    @Override
    public SqlType type(List<SqlType> arguments) {
        boolean fits = arguments.size() >= least && arguments.size() <= most;
        Refusal.unless(fits, least == most ? SqlFailure.of(174, name, least) : SqlFailure.of(189, name, least, most));
        return result;
    }

    @Override
    public @Nullable Object apply(List<@Nullable Object> arguments) {
        return body.apply(new Arguments(arguments));
    }
}
