package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.lab.sql.KnownNames;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** EXEC: of a text, of a system procedure, of sp_executesql. */
final class Calls {
    /** Drivers drop handles in a batch (tds.md §12.1); the lab's handles live behind the wire and end with the connection. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("sp_unprepare", "sp_cursorunprepare");

    private final Session session;
    private final Texts texts;

    Calls(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    Texts texts() {
        return texts;
    }

    Effect execute(Statement.ExecuteText statement, Request request) {
        Scalar text = session.compiled(() -> session.compiler().expressions().compile(statement.text()));
        if (!text.type().kind().isCharacter()) {
            throw SqlFailure.of(214, "statement", "ntext/nchar/nvarchar");
        }
        Object value = text.value(Row.EMPTY);
        if (value != null) {
            texts.nested((String) value, new Frame(session.level() + 1), request);
        }
        return Effect.OF_OTHERS;
    }

    Effect execute(Statement.Execute call, Request request) {
        List<Parameter> parameters = new ArrayList<>();
        for (Statement.Argument argument : call.arguments()) {
            parameters.add(session.compiled(() -> parameter(argument)));
        }
        int status;
        if (isExecuteSql(call.procedure())) {
            ParameterizedText text = ParameterizedText.of(parameters, texts);
            List<Output> outputs = new ArrayList<>();
            boolean ended = run(text, request, outputs);
            for (Output output : outputs) {
                giveBack(call.arguments().get(output.ordinal()), output);
            }
            status = ended ? -6 : 0;
        } else {
            status = called(call, parameters, request);
        }
        String result = call.resultVariable();
        if (result != null) {
            assign(result, SqlType.INT, status);
        }
        return Effect.OF_OTHERS;
    }

    private int called(Statement.Execute call, List<Parameter> parameters, Request request) {
        Procedure procedure = find(call.procedure());
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).output() && !procedure.hasOutput(i)) {
                throw SqlFailure.of(49999, "OUTPUT parameters of the procedure " + call.procedure());
            }
        }
        int status = run(procedure, parameters, request);
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).output()) {
                Object value = procedure.output(i).orElse(null);
                giveBack(
                        call.arguments().get(i),
                        new Output(i, "", parameters.get(i).type(), value));
            }
        }
        return status;
    }

    private Parameter parameter(Statement.Argument argument) {
        Expression written = argument.value();
        if (written == null) {
            return new Parameter(argument.name(), SqlType.INT, null, false, true);
        }
        if (argument.output() && !(written instanceof Expression.Variable)) {
            throw SqlFailure.of(179);
        }
        Scalar value = session.compiler().expressions().compile(written);
        return new Parameter(argument.name(), value.type(), value.value(Row.EMPTY), argument.output(), false);
    }

    private void giveBack(Statement.Argument argument, Output output) {
        if (argument.value() instanceof Expression.Variable variable) {
            assign(variable.name(), output.type(), output.value());
        }
    }

    private void assign(String variable, SqlType type, @Nullable Object value) {
        Scalar source = Scalar.of(type, row -> value);
        session.compiled(() -> session.environment().assignment(variable, source))
                .value(Row.EMPTY);
    }

    static boolean isExecuteSql(ObjectName procedure) {
        String schema = procedure.schema();
        return procedure.name().equalsIgnoreCase("sp_executesql")
                && (schema == null || schema.equalsIgnoreCase("sys") || schema.equalsIgnoreCase("dbo"));
    }

    /** Runs a text with its parameters as variables; whether an error ended it early. */
    boolean run(ParameterizedText text, Request request, List<Output> outputs) {
        Frame frame = new Frame(session.level() + 1);
        text.declare(frame);
        boolean ended = texts.nested(text.text(), frame, request);
        outputs.addAll(text.outputs(frame));
        return ended;
    }

    /** Calls a system procedure; 2812 if there is none of that name. */
    int procedure(ObjectName name, List<Parameter> parameters, Request request) {
        return run(find(name), parameters, request);
    }

    private Procedure find(ObjectName name) {
        return session.engine()
                .procedure(name)
                .or(() -> WITHOUT_EFFECT.contains(name.name().toLowerCase(Locale.ROOT))
                        ? Optional.of((arguments, sink, cancellation) -> 0)
                        : Optional.empty())
                .orElseThrow(() -> KnownNames.noProcedure(name));
    }

    private int run(Procedure procedure, List<Parameter> parameters, Request request) {
        List<Procedure.Argument> arguments = parameters.stream()
                .map(parameter -> new Procedure.Argument(parameter.name(), parameter.type(), parameter.value()))
                .toList();
        CallSink sink = new CallSink(request.sink(), !session.options().noCount());
        boolean failed = true;
        try {
            int status = procedure.call(arguments, sink, request.cancellation());
            failed = false;
            session.transactions().autoCommit();
            session.error(0);
            return status;
        } finally {
            sink.close(failed);
        }
    }
}
