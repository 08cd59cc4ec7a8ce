package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Compiles expressions of one query, in its scope. Used by one thread, for one execution of one statement. */
public final class ExpressionCompiler {
    private static final List<String> WORDS =
            List.of("CURRENT_TIMESTAMP", "SYSTEM_USER", "CURRENT_USER", "SESSION_USER", "USER");

    /** Takes over expressions that mean something else than their parts, such as aggregates. */
    @FunctionalInterface
    public interface Interceptor {
        /** What the expression stands for, or null to compile it as usual. */
        @Nullable
        Scalar intercept(Expression expression);
    }

    private final Environment environment;
    private final Subqueries subqueries;
    private final @Nullable Scope scope;
    private final Interceptor interceptor;
    private final Conditions conditions;
    private final Operators operators;

    public ExpressionCompiler(
            Environment environment, Subqueries subqueries, @Nullable Scope scope, Interceptor interceptor) {
        this.environment = environment;
        this.subqueries = subqueries;
        this.scope = scope;
        this.interceptor = interceptor;
        this.conditions = new Conditions(this);
        this.operators = new Operators(this);
    }

    public ExpressionCompiler(Environment environment, Subqueries subqueries, @Nullable Scope scope) {
        this(environment, subqueries, scope, expression -> null);
    }

    Environment environment() {
        return environment;
    }

    int release() {
        return environment.release();
    }

    /** Compiles a condition; 4145 if it is a value. */
    public Condition condition(Expression expression) {
        return conditions.compile(expression);
    }

    RowSource query(Query query) {
        return subqueries.compile(query, scope);
    }

    /** Whether compiling the query made use of names of this scope; then its rows depend on the row here. */
    Subquery subquery(Query query) {
        int before = scope == null ? 0 : scope.uses();
        RowSource source = query(query);
        boolean correlated = scope != null && scope.uses() != before;
        return new Subquery(source, correlated);
    }

    /**
     * Compiles a value.
     *
     * @throws SqlFailure 137, 195, 207, 4104 and kin for names, 206, 257, 402, 8116, 8117 for types
     */
    public Scalar compile(Expression e) {
        Scalar replaced = interceptor.intercept(e);
        if (replaced != null) {
            return replaced;
        }
        if (e instanceof Expression.Literal x) {
            return literal(x);
        }
        if (e instanceof Expression.ColumnReference x) {
            return column(x);
        }
        if (e instanceof Expression.Variable x) {
            return environment.variable(x.name());
        }
        if (e instanceof Expression.GlobalVariable x) {
            return global(x.name());
        }
        if (e instanceof Expression.Subquery x) {
            return scalarSubquery(x.query());
        }
        if (e instanceof Expression.Call x) {
            return call(x);
        }
        if (e instanceof Expression.Collate x) {
            return collate(x);
        }
        if (e instanceof Expression.Keyword x) {
            throw SqlFailure.of(102, x.word());
        }
        return operators.compile(e);
    }

    /** A varchar literal holds only what the code page has. */
    private static Scalar literal(Expression.Literal literal) {
        SqlType type = literal.type();
        boolean plain = literal.value() instanceof String && !type.kind().isUnicode();
        return Scalar.constant(
                type,
                plain ? Conversion.convert(literal.value(), SqlType.nvarchar(SqlType.MAX), type, 0) : literal.value());
    }

    private Scalar column(Expression.ColumnReference reference) {
        ObjectName name = reference.name();
        Scope.Place place = scope == null ? null : scope.find(name);
        if (place != null) {
            return Scalar.column(place.field(), place.depth(), place.index());
        }
        if (name.parts().size() == 1 && WORDS.contains(name.name().toUpperCase(Locale.ROOT))) {
            return call(new Expression.Call(
                    ObjectName.of(name.name().toUpperCase(Locale.ROOT)),
                    List.of(),
                    false,
                    false,
                    null,
                    List.of(),
                    reference.line()));
        }
        throw Scope.unknown(name, scope);
    }

    private Scalar global(String name) {
        return environment
                .function(name.toUpperCase(Locale.ROOT))
                .map(function -> Foreign.call(function, List.of()))
                .orElseThrow(() -> SqlFailure.of(137, name));
    }

    private Scalar scalarSubquery(Query query) {
        Subquery subquery = subquery(query);
        if (subquery.fields().size() != 1) {
            throw SqlFailure.of(116);
        }
        Field field = subquery.fields().get(0);
        return Scalar.of(field.type(), subquery::single).collated(field.collation());
    }

    private Scalar collate(Expression.Collate x) {
        Scalar operand = compile(x.operand());
        if (!operand.type().kind().isCharacter()) {
            throw SqlFailure.of(447, TypeRules.name(operand.type()));
        }
        return operand.collated(Collation.named(x.collation()));
    }

    private Scalar call(Expression.Call call) {
        String name = call.name().toString().toUpperCase(Locale.ROOT);
        if (call.over() != null) {
            throw SqlFailure.of(4108);
        }
        if (Aggregates.isAggregate(call)) {
            throw SqlFailure.of(147);
        }
        if (Functions.needsOver(name)) {
            throw SqlFailure.of(10753, call.name());
        }
        FunctionAge.require(call.name(), environment.release());
        Builtin builtin = Functions.named(name);
        if (builtin != null) {
            return builtin.bind(new Arguments(call, this));
        }
        Optional<ScalarFunction> foreign = environment.function(name);
        if (foreign.isPresent()) {
            List<Scalar> arguments = new ArrayList<>();
            for (Expression argument : call.arguments()) {
                arguments.add(compile(argument));
            }
            return Foreign.call(foreign.get(), arguments);
        }
        throw Functions.unknown(call.name());
    }

    /** Compiles expressions whose values are brought to their common type. */
    List<Scalar> unified(List<Scalar> values) {
        SqlType type = commonType(values);
        return values.stream().map(value -> value.as(type)).toList();
    }

    /** The common type; int where all of them are the bare NULL. */
    static SqlType commonType(List<Scalar> values) {
        SqlType type = null;
        for (Scalar value : values) {
            if (!value.isUntypedNull()) {
                type = type == null ? value.type() : TypeRules.common(type, value.type());
            }
        }
        return type == null ? SqlType.INT : type;
    }
}
