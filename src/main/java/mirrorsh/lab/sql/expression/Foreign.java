package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Calls of functions that are not built in. */
final class Foreign {
    private Foreign() {}

    static Scalar call(ScalarFunction function, List<Scalar> arguments) {
        List<SqlType> types = arguments.stream().map(Scalar::type).toList();
        Scalar.Evaluation each = row -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (Scalar argument : arguments) {
                values.add(argument.value(row));
            }
            return function.apply(values);
        };
        boolean same = !arguments.isEmpty() && arguments.stream().allMatch(Scalar::isConstant);
        return Scalar.of(function.type(types), same ? new Once(each) : each);
    }

    /** Asked of the first row only: of the same it tells the same in all of a statement. */
    private static final class Once implements Scalar.Evaluation {
        private final Scalar.Evaluation first;
        private boolean asked;
        private @Nullable Object answer;

        Once(Scalar.Evaluation first) {
            this.first = first;
        }

        @Override
        public @Nullable Object value(Row row) {
            if (!asked) {
                answer = first.value(row);
                asked = true;
            }
            return answer;
        }
    }
}
