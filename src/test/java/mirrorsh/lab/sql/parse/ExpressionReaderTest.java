package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.column;
import static mirrorsh.lab.sql.parse.Parsing.condition;
import static mirrorsh.lab.sql.parse.Parsing.integer;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static mirrorsh.lab.sql.parse.Parsing.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Expression.Comparison.Operator;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionReaderTest {
    private static final Expression A = column(1, "a");
    private static final Expression B = column(1, "b");
    private static final Expression C = column(1, "c");

    private static Expression equal(Expression left, int right) {
        return new Expression.Comparison(Operator.EQUAL, left, integer(right));
    }

    private static Expression.Call call(String name, Expression... arguments) {
        return new Expression.Call(ObjectName.of(name), List.of(arguments), false, false, null, List.of(), 1);
    }

    @Test
    void multiplicationBindsTighterThanAddition() {
        assertThat(value("a + b * c - 1"))
                .isEqualTo(new Expression.Arithmetic(
                        '-', new Expression.Arithmetic('+', A, new Expression.Arithmetic('*', B, C)), integer(1)));
        assertThat(value("(a | b) % c"))
                .isEqualTo(new Expression.Arithmetic('%', new Expression.Arithmetic('|', A, B), C));
    }

    @Test
    void signsStandBeforeOperands() {
        assertThat(value("-~a")).isEqualTo(new Expression.Unary('-', new Expression.Unary('~', A)));
        assertThat(value("a - -1")).isEqualTo(new Expression.Arithmetic('-', A, new Expression.Unary('-', integer(1))));
    }

    @Test
    void notBindsTighterThanAndAndAndTighterThanOr() {
        assertThat(condition("NOT a = 1 AND b = 2 OR c = 3"))
                .isEqualTo(new Expression.Or(
                        new Expression.And(new Expression.Not(equal(A, 1)), equal(B, 2)), equal(C, 3)));
        assertThat(condition("(a = 1 OR b = 2) AND ((c = 3))"))
                .isEqualTo(new Expression.And(new Expression.Or(equal(A, 1), equal(B, 2)), equal(C, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "=,EQUAL",
        "<>,NOT_EQUAL",
        "!=,NOT_EQUAL",
        "<,LESS",
        "<=,LESS_OR_EQUAL",
        "!>,LESS_OR_EQUAL",
        ">,GREATER",
        ">=,GREATER_OR_EQUAL",
        "!<,GREATER_OR_EQUAL",
        "> =,GREATER_OR_EQUAL"
    })
    void comparisonsHaveAllTheirSpellings(String sign, Operator operator) {
        assertThat(condition("a " + sign + " b")).isEqualTo(new Expression.Comparison(operator, A, B));
    }

    @Test
    void predicatesAreRead() {
        Expression x = new Expression.Literal("x", SqlType.varchar(1));

        assertThat(condition("a IS NOT NULL")).isEqualTo(new Expression.IsNull(A, true));
        assertThat(condition("a NOT LIKE b ESCAPE 'x'")).isEqualTo(new Expression.Like(A, B, x, true));
        assertThat(condition("a BETWEEN 1 AND 2 AND b = 3"))
                .isEqualTo(new Expression.And(new Expression.Between(A, integer(1), integer(2), false), equal(B, 3)));
        assertThat(condition("a NOT IN (1, (2))"))
                .isEqualTo(new Expression.InList(A, List.of(integer(1), integer(2)), true));
        assertThat(condition("a IN (SELECT 1)")).isInstanceOf(Expression.InQuery.class);
        assertThat(condition("EXISTS (SELECT 1)")).isInstanceOf(Expression.Exists.class);
        assertThat(condition("a >= ALL (SELECT 1)"))
                .isInstanceOfSatisfying(
                        Expression.QuantifiedComparison.class,
                        read -> assertThat(read.all()).isTrue());
        assertThat(condition("0 = (SELECT 1)"))
                .isInstanceOfSatisfying(
                        Expression.Comparison.class,
                        read -> assertThat(read.right()).isInstanceOf(Expression.Subquery.class));
    }

    @Test
    void casesAreSearchedOrSimple() {
        assertThat(value("CASE WHEN a = 1 THEN b ELSE c END"))
                .isEqualTo(new Expression.Case(null, List.of(new Expression.Case.When(equal(A, 1), B)), C));
        assertThat(value("CASE a WHEN 1 THEN b END"))
                .isEqualTo(new Expression.Case(A, List.of(new Expression.Case.When(integer(1), B)), null));
        assertThat(value("CASE a WHEN 1 THEN b ELSE c END"))
                .isEqualTo(new Expression.Case(A, List.of(new Expression.Case.When(integer(1), B)), C));
    }

    @Test
    void conversionsHaveFourForms() {
        assertThat(value("CAST(a AS int)")).isEqualTo(new Expression.Convert(A, SqlType.INT, null, false));
        assertThat(value("TRY_CAST(a AS int)")).isEqualTo(new Expression.Convert(A, SqlType.INT, null, true));
        assertThat(value("CONVERT(varchar(64), a, 2)"))
                .isEqualTo(new Expression.Convert(A, SqlType.varchar(64), integer(2), false));
        assertThat(value("TRY_CONVERT(int, a)")).isEqualTo(new Expression.Convert(A, SqlType.INT, null, true));
    }

    @Test
    void callsOfOnePartAreUpperCased() {
        assertThat(value("isnull(a, b)")).isEqualTo(call("ISNULL", A, B));
        assertThat(value("[getdate]()")).isEqualTo(call("GETDATE"));
        assertThat(value("left(a, 1)")).isEqualTo(call("LEFT", A, integer(1)));
        assertThat(value("coalesce(a, b)")).isEqualTo(call("COALESCE", A, B));
        assertThat(((Expression.Call) value("dbo.fnX(1)")).name()).isEqualTo(ObjectName.of("dbo", "fnX"));
        assertThat(value("current_timestamp")).isEqualTo(call("CURRENT_TIMESTAMP"));
        assertThat(value("SYSTEM_USER")).isEqualTo(call("SYSTEM_USER"));
    }

    @Test
    void iifTakesACondition() {
        assertThat(value("IIF(a = 1, b, c)")).isEqualTo(call("IIF", equal(A, 1), B, C));
        assertThat(number("SELECT IIF(a, b, c)")).isEqualTo(4145);
        assertThat(number("SELECT ISNULL(a = 1, b)")).isEqualTo(102);
    }

    @Test
    void datePartsAreKeywords() {
        assertThat(value("DATEADD(day, 30, a)"))
                .isEqualTo(call("DATEADD", new Expression.Keyword("DAY"), integer(30), A));
        assertThat(number("SELECT DATEADD('day', 30, a)")).isEqualTo(1023);
    }

    @Test
    void aggregatesHaveStarDistinctAndOrder() {
        Expression.Call all = (Expression.Call) value("COUNT(*)");
        Expression.Call distinct = (Expression.Call) value("COUNT(DISTINCT a)");
        Expression.Call joined = (Expression.Call) value("STRING_AGG(a, ',') WITHIN GROUP (ORDER BY b DESC)");

        assertThat(all.star()).isTrue();
        assertThat(all.arguments()).isEmpty();
        assertThat(distinct.distinct()).isTrue();
        assertThat(joined.withinGroup()).containsExactly(new Query.OrderItem(B, true));
    }

    @Test
    void windowsPartitionAndOrder() {
        Expression.Call ranked = (Expression.Call) value("ROW_NUMBER() OVER (PARTITION BY a, b ORDER BY c DESC, a)");
        Expression.Call counted = (Expression.Call) value("COUNT(*) OVER ()");

        assertThat(ranked.over())
                .isEqualTo(new Expression.Window(
                        List.of(A, B), List.of(new Query.OrderItem(C, true), new Query.OrderItem(A, false)), null));
        assertThat(counted.over()).isEqualTo(new Expression.Window(List.of(), List.of(), null));
    }

    @Test
    void variablesKeepTheirSigns() {
        assertThat(value("@x")).isEqualTo(new Expression.Variable("@x"));
        assertThat(value("@@trancount")).isEqualTo(new Expression.GlobalVariable("@@TRANCOUNT"));
    }

    @Test
    void collationsBelongToTheOperandBeforeThem() {
        assertThat(value("a + b COLLATE Latin1_General_BIN"))
                .isEqualTo(new Expression.Arithmetic('+', A, new Expression.Collate(B, "Latin1_General_BIN")));
    }

    @Test
    void longChainsOfAndAreShallow() {
        String text = "a = 1" + " AND a = 1".repeat(9999);

        assertThat(depth(condition(text))).isLessThan(20);
    }

    private static int depth(Expression expression) {
        return expression instanceof Expression.And and ? 1 + Math.max(depth(and.left()), depth(and.right())) : 1;
    }
}
