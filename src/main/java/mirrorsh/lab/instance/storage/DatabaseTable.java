package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mirrorsh.lab.instance.storage.TableContent.Row;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A user table as one transaction sees it. Used by the transaction's thread. */
final class DatabaseTable implements Table {
    private final StoredDatabase database;
    private final StoredTransaction transaction;
    private final TableDefinition definition;

    DatabaseTable(StoredDatabase database, StoredTransaction transaction, TableDefinition definition) {
        this.database = database;
        this.transaction = transaction;
        this.definition = definition;
    }

    @Override
    public List<Column> columns() {
        return definition.columns().stream()
                .map(column -> new Column(column.name(), column.type(), column.nullable()))
                .toList();
    }

    @Override
    public List<ColumnDefinition> definition() {
        return definition.columns();
    }

    @Override
    public @Nullable PrimaryKey primaryKey() {
        PrimaryKey key = definition.key();
        return key == null ? null : new PrimaryKey(definition.keyName(), key.columns(), key.clustered());
    }

    @Override
    public List<@Nullable Object[]> rows() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Row row : present(transaction.content(database)).rows()) {
            rows.add(row.values());
        }
        return rows;
    }

    @Override
    public long nextIdentity() {
        return database.nextIdentity(present(transaction.content(database)));
    }

    @Override
    public void apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        StoredTransaction.Part part = transaction.claim(database);
        TableEdit edit = new TableEdit(present(part.content()));
        List<LogChange> log = new ArrayList<>();
        Set<Long> touched = changeRows(edit, changes, log);
        for (Change change : changes) {
            if (change instanceof Change.Insert insert) {
                long id = edit.nextRow();
                edit.insert(id, insert.row());
                touched.add(id);
                log.add(new LogChange.RowInserted(definition.id(), id, insert.row()));
            }
        }
        checkPrimaryKey(edit, touched);
        part.add(log, part.content().with(edit.freeze()));
    }

    /** Updates and deletes, found by the arrays that they name; returns the ids of the rows updated. */
    private Set<Long> changeRows(TableEdit edit, List<Change> changes, List<LogChange> log) {
        Map<@Nullable Object[], Change> wanted = new IdentityHashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.Update update) {
                wanted.put(update.before(), update);
            } else if (change instanceof Change.Delete delete) {
                wanted.put(delete.row(), delete);
            }
        }
        Set<Long> updated = new HashSet<>();
        if (wanted.isEmpty()) {
            return updated;
        }
        List<Row> kept = new ArrayList<>(edit.rows().size());
        for (Row row : edit.rows()) {
            Change change = wanted.remove(row.values());
            if (change instanceof Change.Update update) {
                kept.add(new Row(row.id(), update.after()));
                updated.add(row.id());
                log.add(new LogChange.RowUpdated(definition.id(), row.id(), update.after()));
            } else if (change != null) {
                log.add(new LogChange.RowDeleted(definition.id(), row.id()));
            } else {
                kept.add(row);
            }
        }
        if (!wanted.isEmpty()) {
            throw SqlFailure.of(1205); // another transaction changed the rows after this statement had read them
        }
        edit.keep(kept);
        return updated;
    }

    private void checkPrimaryKey(TableEdit edit, Set<Long> touched) {
        int[] key = definition.primaryKey();
        if (key.length == 0 || touched.isEmpty()) {
            return;
        }
        Set<List<@Nullable Object>> keys = new HashSet<>();
        for (Row row : edit.rows()) {
            if (touched.contains(row.id()) && !keys.add(keyOf(row, key))) {
                throw duplicate(row, key);
            }
        }
        for (Row row : edit.rows()) {
            if (!touched.contains(row.id()) && keys.contains(keyOf(row, key))) {
                throw duplicate(row, key);
            }
        }
    }

    private static List<@Nullable Object> keyOf(Row row, int[] key) {
        @Nullable Object[] values = new @Nullable Object[key.length];
        for (int i = 0; i < key.length; i++) {
            values[i] = comparable(row.values()[key[i]]);
        }
        return Arrays.asList(values);
    }

    /** Equal where SQL Server's default collation and arithmetic say so. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof String text) {
            return text.stripTrailing().toUpperCase(Locale.ROOT);
        }
        if (value instanceof java.math.BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value instanceof byte[] bytes ? java.nio.ByteBuffer.wrap(bytes) : value;
    }

    private SqlFailure duplicate(Row row, int[] key) {
        String values = Arrays.stream(key)
                .mapToObj(i -> String.valueOf(row.values()[i]))
                .collect(Collectors.joining(", "));
        return SqlFailure.of(2627, String.valueOf(definition.keyName()), "dbo." + definition.name(), values);
    }

    private TableContent present(Content content) {
        return content.table(definition.id()).orElseThrow(() -> SqlFailure.of(208, definition.name()));
    }
}
