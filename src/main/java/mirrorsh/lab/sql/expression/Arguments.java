package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a built-in function. */
final class Arguments {
    private final Expression.Call call;
    private final ExpressionCompiler compiler;
    private final List<@Nullable Scalar> compiled = new ArrayList<>();

    Arguments(Expression.Call call, ExpressionCompiler compiler) {
        this.call = call;
        this.compiler = compiler;
        for (int i = 0; i < call.arguments().size(); i++) {
            compiled.add(null);
        }
    }

    /** The result of a function that answers NULL where an argument is NULL. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(List<Object> values);
    }

    String function() {
        return call.name().name().toLowerCase(Locale.ROOT);
    }

    int count() {
        return compiled.size();
    }

    Environment environment() {
        return compiler.environment();
    }

    ExpressionCompiler compiler() {
        return compiler;
    }

    Expression written(int index) {
        return call.arguments().get(index);
    }

    Arguments require(int exactly) {
        if (count() != exactly) {
            throw SqlFailure.of(174, function(), exactly);
        }
        return this;
    }

    Arguments require(int least, int most) {
        if (count() < least || count() > most) {
            throw SqlFailure.of(189, function(), least, most);
        }
        return this;
    }

    Scalar get(int index) {
        Scalar known = compiled.get(index);
        if (known == null) {
            known = compiler.compile(call.arguments().get(index));
            compiled.set(index, known);
        }
        return known;
    }

    List<Scalar> all() {
        List<Scalar> values = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            values.add(get(i));
        }
        return values;
    }

    Scalar as(int index, SqlType type) {
        Scalar value = get(index);
        if (value.type().kind() == Kind.SQL_VARIANT && type.kind() != Kind.SQL_VARIANT) {
            throw SqlFailure.of(8116, "sql_variant", index + 1, function());
        }
        return value.as(type);
    }

    Scalar integer(int index) {
        return as(index, SqlType.INT);
    }

    /** The argument as a text of its own length. */
    Scalar text(int index) {
        return text(get(index), index + 1, function());
    }

    static Scalar text(Scalar value, int place, String function) {
        if (value.isUntypedNull()) {
            return value.as(SqlType.varchar(1));
        }
        if (value.type().kind() == Kind.SQL_VARIANT) {
            throw SqlFailure.of(8116, "sql_variant", place, function);
        }
        return value.as(TypeRules.textOf(value.type()));
    }

    /** A bare word such as a date part. */
    String word(int index) {
        Expression written = call.arguments().get(index);
        if (written instanceof Expression.Keyword keyword) {
            return keyword.word();
        }
        if (written instanceof Expression.ColumnReference reference
                && reference.name().parts().size() == 1) {
            return reference.name().name();
        }
        throw SqlFailure.of(1023, "argument " + (index + 1));
    }

    /** How the texts among the arguments compare. */
    Collation collation() {
        Collation found = null;
        for (Scalar value : compiled) {
            if (value != null) {
                found = Scalar.collation(found, value.collation(), function());
            }
        }
        return found == null ? Collation.DEFAULT : found;
    }

    /** Calls the body with values that are never null. */
    static Scalar strict(SqlType type, List<Scalar> arguments, Body body) {
        return Scalar.of(type, row -> {
            List<Object> values = new ArrayList<>(arguments.size());
            for (Scalar argument : arguments) {
                Object value = argument.value(row);
                if (value == null) {
                    return null;
                }
                values.add(value);
            }
            return body.apply(values);
        });
    }

    /** A text type of varying length: nvarchar if one of the arguments is, of the longest length or max. */
    static SqlType longText(Scalar... texts) {
        boolean unicode = false;
        boolean max = false;
        for (Scalar text : texts) {
            unicode |= text.type().kind().isUnicode();
            max |= text.type().length() == SqlType.MAX;
        }
        return TypeRules.sized(unicode ? Kind.NVARCHAR : Kind.VARCHAR, max ? SqlType.MAX : Integer.MAX_VALUE);
    }

    /** A text cut to the longest that its type holds, as the product does with results of short types. */
    static String cut(String text, SqlType type) {
        return type.length() == SqlType.MAX || text.length() <= type.length() ? text : text.substring(0, type.length());
    }

    /** The type of a text that is at most as long as the argument. */
    static SqlType textLike(Scalar text) {
        return TypeRules.sized(
                TypeRules.variable(text.type().kind()), text.type().length());
    }
}
