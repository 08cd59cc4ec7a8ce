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
        return Scalar.of(function.type(types), row -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (Scalar argument : arguments) {
                values.add(argument.value(row));
            }
            return function.apply(values);
        });
    }
}
