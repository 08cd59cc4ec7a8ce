package mirrorsh.lab.sql.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** What a row of a window sees of its partition: LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTILE, PERCENT_RANK, CUME_DIST. */
final class Neighbors {
    private static final Set<String> SHIFTS = Set.of("LAG", "LEAD");
    private static final Set<String> ENDS = Set.of("FIRST_VALUE", "LAST_VALUE");
    private static final Set<String> SHARES = Set.of("PERCENT_RANK", "CUME_DIST");

    private final String name;
    private final SqlType type;
    private final @Nullable Scalar value;
    private final Scalar offset;
    private final Scalar otherwise;

    private Neighbors(String name, SqlType type, @Nullable Scalar value, Scalar offset, Scalar otherwise) {
        this.name = name;
        this.type = type;
        this.value = value;
        this.offset = offset;
        this.otherwise = otherwise;
    }

    static boolean isNamed(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return SHIFTS.contains(upper) || ENDS.contains(upper) || SHARES.contains(upper) || upper.equals("NTILE");
    }

    /** Whether it looks at a frame, not at the whole partition. */
    static boolean seesAFrame(String name) {
        return ENDS.contains(name.toUpperCase(Locale.ROOT));
    }

    /** 174 or 189 for another number of arguments. */
    static Neighbors of(Expression.Call call, ExpressionCompiler compiler) {
        String name = call.name().name().toUpperCase(Locale.ROOT);
        List<Expression> arguments = call.arguments();
        boolean shifts = SHIFTS.contains(name);
        int least = SHARES.contains(name) ? 0 : 1;
        int most = shifts ? 3 : least;
        if (arguments.size() < least || arguments.size() > most) {
            throw shifts ? SqlFailure.of(189, name, least, most) : SqlFailure.of(174, name, least);
        }
        Scalar one = Scalar.constant(SqlType.INT, 1);
        Scalar nothing = Scalar.constant(SqlType.INT, null);
        if (SHARES.contains(name)) {
            return new Neighbors(name, SqlType.FLOAT, null, one, nothing);
        }
        Scalar first = compiler.compile(arguments.get(0));
        if (name.equals("NTILE")) {
            return new Neighbors(name, SqlType.BIGINT, null, first.as(SqlType.BIGINT), nothing);
        }
        Scalar offset =
                arguments.size() > 1 ? compiler.compile(arguments.get(1)).as(SqlType.BIGINT) : one.as(SqlType.BIGINT);
        Scalar otherwise =
                arguments.size() > 2 ? compiler.compile(arguments.get(2)).as(first.type()) : nothing;
        return new Neighbors(name, first.type(), first, offset, otherwise);
    }

    SqlType type() {
        return type;
    }

    @Nullable
    Collation collation() {
        return value == null ? null : value.collation();
    }

    /** The value for a row of a sorted partition. */
    @Nullable
    Object at(List<Row> partition, WindowFrame.View view) {
        int size = partition.size();
        boolean sees = view.start() < view.end();
        return switch (name) {
            case "PERCENT_RANK" -> size == 1 ? 0.0 : (double) view.from() / (size - 1);
            case "CUME_DIST" -> (double) view.to() / size;
            case "NTILE" -> tile(partition.get(view.place()), view.place(), size);
            case "FIRST_VALUE" -> sees ? of(partition.get(view.start())) : null;
            case "LAST_VALUE" -> sees ? of(partition.get(view.end() - 1)) : null;
            default -> shifted(partition, view.place());
        };
    }

    private @Nullable Object of(Row row) {
        return value == null ? null : value.value(row);
    }

    private @Nullable Object shifted(List<Row> partition, int place) {
        Row row = partition.get(place);
        Object distance = offset.value(row);
        if (!(distance instanceof Long steps) || steps < 0) {
            throw SqlFailure.of(8730);
        }
        long wanted = name.equals("LAG") ? place - steps : place + steps;
        return wanted >= 0 && wanted < partition.size() ? of(partition.get((int) wanted)) : otherwise.value(row);
    }

    private Object tile(Row row, int place, int size) {
        Object given = offset.value(row);
        if (!(given instanceof Long tiles) || tiles <= 0) {
            throw SqlFailure.of(4191);
        }
        long small = size / tiles;
        long larger = size % tiles;
        long inLarger = larger * (small + 1);
        return place < inLarger ? place / (small + 1) + 1 : larger + (place - inLarger) / Math.max(1, small) + 1;
    }
}
