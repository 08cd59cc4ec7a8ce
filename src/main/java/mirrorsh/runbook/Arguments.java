package mirrorsh.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The values given for a runbook, matched with the parameters as the runbook declares them. One evaluation's own. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final Map<String, String> given;
    private final Function<Parameter, Optional<String>> missing;
    private final Map<String, Parameter> declared = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param missing gives the value of a parameter that has none by itself */
    Arguments(Map<String, String> given, Function<Parameter, Optional<String>> missing) {
        this.given = Map.copyOf(given);
        this.missing = missing;
    }

    /** Declares a parameter and answers its value. */
    String declare(Parameter parameter) {
        if (!NAME.matcher(parameter.name()).matches()) {
            throw new IllegalArgumentException("'" + parameter.name() + "' is no name for a parameter:"
                    + " expected letters, digits and _ with a letter first.");
        }
        if (declared.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("The parameter '" + parameter.name() + "' is declared twice.");
        }
        String value = given.getOrDefault(parameter.name(), parameter.standard());
        if (value.isEmpty() && parameter.isRequired()) {
            value = missing.apply(parameter)
                    .orElseThrow(() -> new IllegalArgumentException("The parameter " + parameter.name() + " ("
                            + parameter.about() + ") was not given: expected " + parameter.name() + "="
                            + parameter.accepts() + "."));
        }
        check(parameter, value);
        values.put(parameter.name(), value);
        return value;
    }

    private static void check(Parameter parameter, String value) {
        boolean accepted = switch (parameter.type()) {
            case TEXT -> !value.isBlank();
            case HOST -> !value.isBlank() && value.chars().noneMatch(c -> c == ',' || Character.isISOControl(c));
            case NUMBER -> isNumberWithin(value, parameter.choices());
            case CHOICE -> parameter.choices().contains(value);
        };
        if (!accepted) {
            throw new IllegalArgumentException("The parameter " + parameter.name() + " does not accept '" + value
                    + "': expected " + parameter.accepts() + ".");
        }
    }

    private static boolean isNumberWithin(String value, List<String> bounds) {
        try {
            long number = Long.parseLong(value);
            return bounds.isEmpty()
                    || number >= Long.parseLong(bounds.get(0)) && number <= Long.parseLong(bounds.get(1));
        } catch (NumberFormatException e) {
            return false; // said by the caller, with what was expected
        }
    }

    /** @throws IllegalArgumentException when something was given that the runbook does not know */
    void refuseUnknown() {
        for (String name : given.keySet()) {
            if (!declared.containsKey(name)) {
                throw new IllegalArgumentException("The runbook has no parameter " + name + ": expected "
                        + (declared.isEmpty() ? "none" : String.join(", ", declared.keySet())) + ".");
            }
        }
    }

    List<Parameter> parameters() {
        return new ArrayList<>(declared.values());
    }

    Map<String, String> values() {
        return values;
    }
}
