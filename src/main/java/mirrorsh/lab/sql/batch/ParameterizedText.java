package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A text with declared parameters and their values: what sp_executesql is called with. */
final class ParameterizedText {
    private static final Set<String> TEXT_NAMES = Set.of("@stmt", "@statement");
    private static final Set<String> DEFINITION_NAMES = Set.of("@params", "@parameters", "@parameter_definition");

    private final String text;
    private final List<Bound> bound = new ArrayList<>();

    private ParameterizedText(String text) {
        this.text = text;
    }

    private record Bound(
            BatchParser.Definition definition, @Nullable Object value, int ordinal, boolean output) {}

    String text() {
        return text;
    }

    /** Takes the arguments of a call: the text, the definitions, the values. 214 if the text is not Unicode. */
    static ParameterizedText of(List<Parameter> arguments, Texts texts) {
        if (arguments.isEmpty()) {
            throw SqlFailure.of(201, "sp_executesql", "@statement");
        }
        String text = unicode(arguments.get(0), TEXT_NAMES, "@statement");
        String definitions = arguments.size() < 2 ? null : unicode(arguments.get(1), DEFINITION_NAMES, "@parameters");
        List<Parameter> values = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        return of(text == null ? "" : text, definitions, values, Math.min(2, arguments.size()), texts);
    }

    private static @Nullable String unicode(Parameter argument, Set<String> names, String name) {
        String given = argument.name();
        boolean known = given == null || names.contains(given.toLowerCase(Locale.ROOT));
        boolean unicode = argument.type().kind().isUnicode() || argument.value() == null;
        if (!known || !unicode) {
            throw SqlFailure.of(214, name, "ntext/nchar/nvarchar");
        }
        return (String) argument.value();
    }

    /**
     * Brings definitions and values together.
     *
     * @param first ordinal of the first value
     * @throws SqlFailure 8144, 8145, 8162, 8178
     */
    static ParameterizedText of(
            String text, @Nullable String definitions, List<Parameter> values, int first, Texts texts) {
        ParameterizedText result = new ParameterizedText(text);
        List<BatchParser.Definition> declared =
                definitions == null || definitions.isBlank() ? List.of() : texts.parameters(definitions);
        if (values.size() > declared.size()) {
            throw SqlFailure.of(8144, "sp_executesql");
        }
        requireDeclared(values, declared);
        for (int i = 0; i < declared.size(); i++) {
            BatchParser.Definition definition = declared.get(i);
            int place = place(definition.name(), i, values);
            if (place < 0) {
                throw SqlFailure.of(8178, definition.name());
            }
            result.bound.add(bind(definition, values.get(place), first + place));
        }
        return result;
    }

    private static void requireDeclared(List<Parameter> values, List<BatchParser.Definition> declared) {
        for (Parameter value : values) {
            String name = value.name();
            if (name != null
                    && declared.stream()
                            .noneMatch(definition -> definition.name().equalsIgnoreCase(name))) {
                throw SqlFailure.of(8145, name, "sp_executesql");
            }
        }
    }

    private static int place(String name, int position, List<Parameter> values) {
        for (int i = 0; i < values.size(); i++) {
            if (name.equalsIgnoreCase(values.get(i).name())) {
                return i;
            }
        }
        return position < values.size() && values.get(position).name() == null ? position : -1;
    }

    private static Bound bind(BatchParser.Definition definition, Parameter parameter, int ordinal) {
        if (parameter.useDefault()) {
            throw SqlFailure.of(8178, definition.name());
        }
        if (parameter.output() && !definition.output()) {
            throw SqlFailure.of(8162, definition.name());
        }
        SqlType type = definition.type();
        if (parameter.value() != null) {
            Conversion.requireImplicit(parameter.type(), type);
        }
        Object value = converted(parameter, type);
        return new Bound(definition, value, ordinal, parameter.output());
    }

    /** What no conversion can do to an argument is told as 8114, whatever it is. */
    private static @Nullable Object converted(Parameter parameter, SqlType type) {
        try {
            return Conversion.convert(parameter.value(), parameter.type(), type, 0);
        } catch (SqlFailure e) {
            throw e.number() == 49999 ? e : SqlFailure.of(8114, TypeRules.name(parameter.type()), TypeRules.name(type));
        }
    }

    /** Declares the parameters as variables of the text. */
    void declare(Frame frame) {
        for (Bound parameter : bound) {
            BatchParser.Definition definition = parameter.definition();
            frame.declare(definition.name(), definition.type(), 0).set(parameter.value());
        }
    }

    /** The values that the caller wants back. */
    List<Output> outputs(Frame frame) {
        List<Output> outputs = new ArrayList<>();
        for (Bound parameter : bound) {
            BatchParser.Definition definition = parameter.definition();
            Variable variable = frame.variable(definition.name());
            if (parameter.output() && variable != null) {
                outputs.add(new Output(parameter.ordinal(), definition.name(), definition.type(), variable.value()));
            }
        }
        return outputs;
    }
}
