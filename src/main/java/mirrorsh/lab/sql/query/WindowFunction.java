package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.SortKeys;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A function with OVER: a ranking, a look at other rows, or an aggregate over a frame. */
final class WindowFunction {
    private static final Set<String> RANKINGS = Set.of("ROW_NUMBER", "RANK", "DENSE_RANK");

    private final String name;
    private final Aggregates.@Nullable Aggregate aggregate;
    private final @Nullable Neighbors neighbors;
    private final List<Scalar> partition;
    private final SortKeys order;
    private final WindowFrame frame;
    private final int place;

    private WindowFunction(
            String name,
            @Nullable Neighbors neighbors,
            Aggregates.@Nullable Aggregate aggregate,
            Rows rows,
            int place) {
        this.name = name;
        this.neighbors = neighbors;
        this.aggregate = aggregate;
        this.partition = rows.partition();
        this.order = rows.order();
        this.frame = rows.frame();
        this.place = place;
    }

    /** What stands in OVER. */
    private record Rows(List<Scalar> partition, SortKeys order, WindowFrame frame) {}

    static WindowFunction of(Expression.Call call, Expression.Window over, ExpressionCompiler compiler, Slots slots) {
        String name = call.name().toString();
        if (call.arguments().stream()
                .anyMatch(argument -> ExpressionTree.contains(argument, WindowFunction::isWindow))) {
            throw SqlFailure.of(4109);
        }
        boolean ranks = RANKINGS.contains(name);
        boolean looks = Neighbors.isNamed(name);
        boolean mayHaveFrame = looks ? Neighbors.seesAFrame(name) : !ranks;
        Rows rows = rows(over, compiler, WindowFrame.of(name, over, mayHaveFrame));
        if ((ranks || looks) && rows.order().isEmpty()) {
            throw SqlFailure.of(4112, name);
        }
        Neighbors neighbors = looks ? Neighbors.of(call, compiler) : null;
        Aggregates.Aggregate aggregate = ranks || looks ? null : aggregate(call, compiler);
        return new WindowFunction(name, neighbors, aggregate, rows, slots.next());
    }

    private static Rows rows(Expression.Window over, ExpressionCompiler compiler, WindowFrame frame) {
        List<Scalar> partition = new ArrayList<>();
        for (Expression key : over.partitionBy()) {
            partition.add(compiler.compile(key));
        }
        List<Scalar> keys = new ArrayList<>();
        for (Query.OrderItem item : over.orderBy()) {
            if (item.expression() instanceof Expression.Literal) {
                throw SqlFailure.of(5308);
            }
            keys.add(compiler.compile(item.expression()));
        }
        SortKeys order = new SortKeys(
                keys, over.orderBy().stream().map(Query.OrderItem::descending).toList());
        return new Rows(partition, order, frame);
    }

    static boolean isWindow(Expression e) {
        return e instanceof Expression.Call call && call.over() != null;
    }

    private static Aggregates.Aggregate aggregate(Expression.Call call, ExpressionCompiler compiler) {
        Expression.Call plain = new Expression.Call(
                call.name(), call.arguments(), call.distinct(), call.star(), null, List.of(), call.line());
        boolean known = Aggregates.isAggregate(plain) && !call.name().name().equals("STRING_AGG");
        if (!known) {
            throw SqlFailure.of(49999, call.name() + " with OVER");
        }
        if (call.distinct()) {
            throw SqlFailure.of(10759);
        }
        return Aggregates.bindOver(plain, compiler);
    }

    /** Its value in a row of which all windows are computed. */
    Scalar value() {
        if (neighbors != null) {
            return Scalar.of(neighbors.type(), row -> row.values()[place]).withCollation(neighbors.collation());
        }
        SqlType type = aggregate == null ? SqlType.BIGINT : aggregate.type();
        Scalar value = Scalar.of(type, row -> row.values()[place]);
        return aggregate == null ? value : value.withCollation(aggregate.collation());
    }

    /** Fills its place in each of the rows. */
    void fill(List<@Nullable Object[]> rows, @Nullable Row outer) {
        Map<Object, List<Member>> partitions = new LinkedHashMap<>();
        List<Field> fields = partition.stream().map(key -> Field.of("", key)).toList();
        for (@Nullable Object[] values : rows) {
            Row row = new Row(values, outer);
            @Nullable Object[] key = new Object[partition.size()];
            for (int i = 0; i < key.length; i++) {
                key[i] = partition.get(i).value(row);
            }
            partitions
                    .computeIfAbsent(RowKeys.of(key, fields), k -> new ArrayList<>())
                    .add(new Member(row, order.of(row)));
        }
        for (List<Member> members : partitions.values()) {
            members.sort((a, b) -> order.compare(a.keys(), b.keys()));
            if (neighbors != null) {
                look(members, neighbors);
            } else if (aggregate == null) {
                rank(members);
            } else {
                accumulate(members, aggregate);
            }
        }
    }

    private record Member(Row row, @Nullable Object[] keys) {}

    private void rank(List<Member> members) {
        long rank = 0;
        long dense = 0;
        for (int i = 0; i < members.size(); i++) {
            boolean alike = i > 0
                    && order.compare(members.get(i - 1).keys(), members.get(i).keys()) == 0;
            if (!alike) {
                rank = i + 1L;
                dense++;
            }
            members.get(i).row().values()[place] = switch (name) {
                case "RANK" -> rank;
                case "DENSE_RANK" -> dense;
                default -> i + 1L;
            };
        }
    }

    private void look(List<Member> members, Neighbors function) {
        List<Row> rows = members.stream().map(Member::row).toList();
        for (WindowFrame.View view : views(members)) {
            rows.get(view.place()).values()[place] = function.at(rows, view);
        }
    }

    private List<WindowFrame.View> views(List<Member> members) {
        List<WindowFrame.View> views = new ArrayList<>();
        while (views.size() < members.size()) {
            int from = views.size();
            int to = alikeUntil(members, from);
            for (int i = from; i < to; i++) {
                views.add(frame.view(i, from, to, members.size()));
            }
        }
        return views;
    }

    /** The place behind the last member that sorts like the one there. */
    private int alikeUntil(List<Member> members, int from) {
        int to = from + 1;
        while (to < members.size()
                && order.compare(members.get(from).keys(), members.get(to).keys()) == 0) {
            to++;
        }
        return to;
    }

    private void accumulate(List<Member> members, Aggregates.Aggregate function) {
        Aggregates.Accumulator accumulator = function.start().get();
        int start = 0;
        int end = 0;
        for (WindowFrame.View view : views(members)) {
            if (view.start() != start || view.end() < end) {
                accumulator = function.start().get();
                start = view.start();
                end = start;
            }
            for (Member member : members.subList(end, view.end())) {
                accumulator.add(member.row());
            }
            end = view.end();
            members.get(view.place()).row().values()[place] = accumulator.result();
        }
    }
}
