package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.type.Column;
import org.jspecify.annotations.Nullable;

/** A table whose contents can be taken back. */
final class FakeTable implements Table {
    private final List<ColumnDefinition> definition;
    private List<@Nullable Object[]> rows = List.of();
    private long identity;

    FakeTable(List<ColumnDefinition> definition) {
        this.definition = definition;
    }

    void restore(List<@Nullable Object[]> before) {
        rows = before;
    }

    @Override
    public List<Column> columns() {
        return definition.stream()
                .map(column -> new Column(column.name(), column.type(), column.nullable()))
                .toList();
    }

    @Override
    public List<ColumnDefinition> definition() {
        return definition;
    }

    @Override
    public List<@Nullable Object[]> rows() {
        return rows;
    }

    @Override
    public List<@Nullable Object[]> rows(Sieve sieve) {
        return FakeCatalog.sifted(rows, sieve);
    }

    @Override
    public long nextIdentity() {
        return ++identity;
    }

    @Override
    public void apply(List<Change> changes) {
        List<@Nullable Object[]> next = new ArrayList<>(rows);
        for (Change change : changes) {
            if (change instanceof Change.Insert insert) {
                next.add(insert.row());
            } else if (change instanceof Change.Update update) {
                next.replaceAll(row -> row == update.before() ? update.after() : row);
            } else if (change instanceof Change.Delete delete) {
                next.removeIf(row -> row == delete.row());
            }
        }
        rows = next;
    }
}
