package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Binary form of the expressions that may be a column's default. */
final class ExpressionCodec {
    private ExpressionCodec() {}

    /** Refuses with 49999 what a stored default cannot be in the lab. */
    static void check(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            check(unary.operand());
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            check(arithmetic.left());
            check(arithmetic.right());
        } else if (expression instanceof Expression.Convert convert) {
            check(convert.operand());
            if (convert.style() != null) {
                check(convert.style());
            }
        } else if (expression instanceof Expression.Call call && isPlain(call)) {
            call.arguments().forEach(ExpressionCodec::check);
        } else if (!(expression instanceof Expression.Literal
                || expression instanceof Expression.GlobalVariable
                || expression instanceof Expression.Keyword)) {
            throw SqlFailure.of(49999, "this kind of column default");
        }
    }

    private static boolean isPlain(Expression.Call call) {
        return call.over() == null && call.withinGroup().isEmpty() && !call.distinct() && !call.star();
    }

    static void write(DataOutput out, @Nullable Expression expression) throws IOException {
        if (expression == null) {
            out.writeByte('0');
        } else if (expression instanceof Expression.Literal literal) {
            out.writeByte('L');
            ValueCodec.writeType(out, literal.type());
            ValueCodec.write(out, literal.value());
        } else if (expression instanceof Expression.GlobalVariable variable) {
            out.writeByte('G');
            ValueCodec.write(out, variable.name());
        } else if (expression instanceof Expression.Keyword keyword) {
            out.writeByte('K');
            ValueCodec.write(out, keyword.word());
        } else if (expression instanceof Expression.Unary unary) {
            out.writeByte('U');
            out.writeChar(unary.operator());
            write(out, unary.operand());
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            out.writeByte('A');
            out.writeChar(arithmetic.operator());
            write(out, arithmetic.left());
            write(out, arithmetic.right());
        } else if (expression instanceof Expression.Convert convert) {
            out.writeByte('C');
            ValueCodec.writeType(out, convert.type());
            out.writeBoolean(convert.attempt());
            write(out, convert.style());
            write(out, convert.operand());
        } else if (expression instanceof Expression.Call call) {
            writeCall(out, call);
        } else {
            throw new IllegalArgumentException("Not checked: " + expression);
        }
    }

    private static void writeCall(DataOutput out, Expression.Call call) throws IOException {
        out.writeByte('F');
        out.writeInt(call.name().parts().size());
        for (String part : call.name().parts()) {
            ValueCodec.write(out, part);
        }
        out.writeInt(call.arguments().size());
        for (Expression argument : call.arguments()) {
            write(out, argument);
        }
    }

    static @Nullable Expression read(DataInput in) throws IOException {
        char tag = (char) in.readUnsignedByte();
        return switch (tag) {
            case '0' -> null;
            case 'L' -> {
                var type = ValueCodec.readType(in);
                yield new Expression.Literal(ValueCodec.read(in), type);
            }
            case 'G' -> new Expression.GlobalVariable(ValueCodec.readText(in));
            case 'K' -> new Expression.Keyword(ValueCodec.readText(in));
            case 'U' -> new Expression.Unary(in.readChar(), required(in));
            case 'A' -> new Expression.Arithmetic(in.readChar(), required(in), required(in));
            case 'C' -> {
                var type = ValueCodec.readType(in);
                boolean attempt = in.readBoolean();
                Expression style = read(in);
                yield new Expression.Convert(required(in), type, style, attempt);
            }
            case 'F' -> readCall(in);
            default -> throw new IOException("Unknown expression tag " + (int) tag + ".");
        };
    }

    private static Expression readCall(DataInput in) throws IOException {
        List<String> parts = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            parts.add(ValueCodec.readText(in));
        }
        List<Expression> arguments = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            arguments.add(required(in));
        }
        return new Expression.Call(new ObjectName(parts), arguments, false, false, null, List.of(), 0);
    }

    private static Expression required(DataInput in) throws IOException {
        Expression expression = read(in);
        if (expression == null) {
            throw new IOException("An expression is missing.");
        }
        return expression;
    }
}
