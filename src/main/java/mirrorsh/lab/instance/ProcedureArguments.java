package mirrorsh.lab.instance;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.Procedure.Argument;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The arguments of a call of a system procedure, by the procedure's parameter names. */
record ProcedureArguments(String procedure, List<String> parameters, List<Argument> arguments) {
    /** @throws SqlFailure 8144, 8145 when there are too many or unknown ones */
    ProcedureArguments {
        if (arguments.size() > parameters.size()) {
            throw SqlFailure.of(8144, procedure);
        }
        for (Argument argument : arguments) {
            String name = argument.name();
            if (name != null && parameters.stream().noneMatch(name::equalsIgnoreCase)) {
                throw SqlFailure.of(8145, name, procedure);
            }
        }
    }

    private @Nullable Object value(String parameter) {
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            String name = argument.name();
            if (name == null ? parameters.get(i).equals(parameter) : parameter.equalsIgnoreCase(name)) {
                return argument.value();
            }
        }
        return null;
    }

    Optional<String> text(String parameter) {
        return Optional.ofNullable(value(parameter)).map(Object::toString);
    }

    /** @throws SqlFailure 201 when it was not given */
    String neededText(String parameter) {
        return text(parameter).orElseThrow(() -> SqlFailure.of(201, procedure, parameter));
    }

    /** @throws SqlFailure 8114 when it is no whole number */
    Optional<Integer> number(String parameter) {
        Object value = value(parameter);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean bit) {
            return Optional.of(bit ? 1 : 0);
        }
        try {
            return Optional.of(new java.math.BigDecimal(value.toString().trim()).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw SqlFailure.of(8114, "'" + value + "'", "int");
        }
    }

    /** @throws SqlFailure 201 when it was not given */
    int neededNumber(String parameter) {
        return number(parameter).orElseThrow(() -> SqlFailure.of(201, procedure, parameter));
    }
}
