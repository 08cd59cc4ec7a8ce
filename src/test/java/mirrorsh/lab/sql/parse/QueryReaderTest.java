package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.batch;
import static mirrorsh.lab.sql.parse.Parsing.column;
import static mirrorsh.lab.sql.parse.Parsing.integer;
import static mirrorsh.lab.sql.parse.Parsing.query;
import static mirrorsh.lab.sql.parse.Parsing.select;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Query.Join.Kind;
import mirrorsh.lab.sql.ast.Query.SetOperation.Operator;
import mirrorsh.lab.sql.ast.Statement;
import org.junit.jupiter.api.Test;

class QueryReaderTest {
    private static Query.Named table(String name, String alias) {
        return new Query.Named(ObjectName.of(name), alias, 1);
    }

    private static Expression equal(String left, String right) {
        return new Expression.Comparison(
                Expression.Comparison.Operator.EQUAL, column(1, left.split("\\.")), column(1, right.split("\\.")));
    }

    @Test
    void aliasesHaveSixForms() {
        Query.Select read = select("SELECT a AS x, a x, x = a, a 'x', a [x], a AS \"x\", 'x' = a FROM t");

        assertThat(read.items())
                .hasSize(7)
                .allSatisfy(item -> assertThat(item).isEqualTo(new Query.Output(column(1, "a"), "x")));
    }

    @Test
    void starsMayBeQualified() {
        assertThat(select("SELECT *, t.*, master.sys.x.* FROM t").items())
                .containsExactly(
                        new Query.Star(null),
                        new Query.Star(ObjectName.of("t")),
                        new Query.Star(ObjectName.of("master", "sys", "x")));
    }

    @Test
    void variablesAreAssigned() {
        assertThat(select("SELECT @x = a, @y += 1").items())
                .containsExactly(
                        new Query.Assignment("@x", column(1, "a")),
                        new Query.Assignment(
                                "@y", new Expression.Arithmetic('+', new Expression.Variable("@y"), integer(1))));
    }

    @Test
    void topDistinctAndIntoAreRead() {
        Query.Select read = select("SELECT DISTINCT TOP (5) PERCENT WITH TIES a INTO #t FROM x ORDER BY a");

        assertThat(read.distinct()).isTrue();
        assertThat(read.top()).isEqualTo(new Query.Top(integer(5), true, true));
        assertThat(read.into()).isEqualTo(ObjectName.of("#t"));
        assertThat(select("SELECT TOP 5 a").top()).isEqualTo(new Query.Top(integer(5), false, false));
        assertThat(select("SELECT TOP (@n) * FROM t").top())
                .isEqualTo(new Query.Top(new Expression.Variable("@n"), false, false));
    }

    @Test
    void groupsAndHavingAreRead() {
        Query.Select read = select("SELECT a FROM t WHERE b = c GROUP BY a, b + 1 HAVING COUNT(*) > 1");

        assertThat(read.where()).isEqualTo(equal("b", "c"));
        assertThat(read.groupBy()).hasSize(2);
        assertThat(read.having()).isInstanceOf(Expression.Comparison.class);
    }

    @Test
    void joinsAreLeftDeepUnlessNested() {
        assertThat(select("SELECT * FROM a JOIN b ON x = y LEFT OUTER JOIN c ON y = z")
                        .from())
                .isEqualTo(new Query.Join(
                        Kind.LEFT,
                        new Query.Join(Kind.INNER, table("a", null), table("b", null), equal("x", "y")),
                        table("c", null),
                        equal("y", "z")));
        assertThat(select("SELECT * FROM a RIGHT JOIN b FULL HASH JOIN c ON y = z ON x = y")
                        .from())
                .isEqualTo(new Query.Join(
                        Kind.RIGHT,
                        table("a", null),
                        new Query.Join(Kind.FULL, table("b", null), table("c", null), equal("y", "z")),
                        equal("x", "y")));
        assertThat(select("SELECT * FROM a, (b CROSS JOIN c)").from())
                .isEqualTo(new Query.Join(
                        Kind.CROSS,
                        table("a", null),
                        new Query.Join(Kind.CROSS, table("b", null), table("c", null), null),
                        null));
    }

    @Test
    void appliesTakeQueriesAndFunctions() {
        Query.Apply read = (Query.Apply)
                select("SELECT * FROM a CROSS APPLY (SELECT 1 AS n) x OUTER APPLY dbo.f(a.b, DEFAULT) AS y (c, d)")
                        .from();
        Query.FunctionTable function = (Query.FunctionTable) read.right();

        assertThat(read.outer()).isTrue();
        assertThat(read.left())
                .isInstanceOfSatisfying(
                        Query.Apply.class, left -> assertThat(left.outer()).isFalse());
        assertThat(function.call().arguments()).containsExactly(column(1, "a", "b"), new Expression.Keyword("DEFAULT"));
        assertThat(function.alias()).isEqualTo("y");
        assertThat(function.columns()).containsExactly("c", "d");
    }

    @Test
    void hintsAreReadAndDropped() {
        assertThat(List.of(
                        "SELECT * FROM t x WITH (NOLOCK)",
                        "SELECT * FROM t AS x WITH (NOLOCK, INDEX(1))",
                        "SELECT * FROM t x (nolock)",
                        "SELECT * FROM t (NOLOCK) x",
                        "SELECT * FROM t WITH (UPDLOCK HOLDLOCK) x OPTION (RECOMPILE, MAXDOP 1)"))
                .allSatisfy(text -> assertThat(select(text).from()).isEqualTo(table("t", "x")));
    }

    @Test
    void derivedTablesAndTablesOfValuesHaveNames() {
        Query.Derived query = (Query.Derived)
                select("SELECT * FROM (SELECT 1 UNION ALL SELECT 2) AS x (n)").from();
        Query.Derived values = (Query.Derived)
                select("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v(a, b)").from();

        assertThat(query.alias()).isEqualTo("x");
        assertThat(query.columns()).containsExactly("n");
        assertThat(((Query.Values) values.query().body()).rows()).hasSize(2);
        assertThat(values.columns()).containsExactly("a", "b");
    }

    @Test
    void tableVariablesAreSources() {
        assertThat(select("SELECT * FROM @t AS x").from()).isEqualTo(table("@t", "x"));
    }

    @Test
    void intersectBindsTighterThanUnion() {
        Query.SetOperation read =
                (Query.SetOperation) query("SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4")
                        .body();

        assertThat(read.operator()).isEqualTo(Operator.EXCEPT);
        assertThat(((Query.SetOperation) read.left()).operator()).isEqualTo(Operator.UNION);
        assertThat(((Query.SetOperation) ((Query.SetOperation) read.left()).right()).operator())
                .isEqualTo(Operator.INTERSECT);
        assertThat(((Query.SetOperation)
                                query("(SELECT 1) UNION ALL (SELECT 2)").body())
                        .operator())
                .isEqualTo(Operator.UNION_ALL);
    }

    @Test
    void parenthesesWithAnOrderOfTheirOwnStay() {
        Query.SetOperation read = (Query.SetOperation)
                query("SELECT 1 UNION (SELECT TOP 1 a FROM t ORDER BY a)").body();

        assertThat(read.right()).isInstanceOf(Query.Nested.class);
    }

    @Test
    void orderOffsetAndFetchBelongToTheWholeQuery() {
        Query read = query("SELECT a FROM t ORDER BY a DESC, 2 ASC OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY");

        assertThat(read.orderBy())
                .containsExactly(new Query.OrderItem(column(1, "a"), true), new Query.OrderItem(integer(2), false));
        assertThat(read.offset()).isEqualTo(integer(5));
        assertThat(read.fetch()).isEqualTo(integer(10));
        assertThat(query("SELECT a FROM t ORDER BY a OFFSET 0 ROWS").fetch()).isNull();
    }

    @Test
    void commonTablesComeBeforeTheQuery() {
        Query read = query(";WITH a AS (SELECT 1 AS n), b (m) AS (SELECT n FROM a) SELECT m FROM b");

        assertThat(read.with()).extracting(Query.CommonTable::name).containsExactly("a", "b");
        assertThat(read.with().get(1).columns()).containsExactly("m");
    }

    @Test
    void statementsFollowWithoutSeparators() {
        List<Statement> read = batch("SELECT a FROM t x SELECT b FROM u ORDER BY b UPDATE t SET a = 1 FROM t SELECT 1")
                .statements();

        assertThat(read)
                .extracting(statement -> (Object) statement.getClass())
                .containsExactly(
                        Statement.Select.class, Statement.Select.class, Statement.Update.class, Statement.Select.class);
    }
}
