package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.Statement.KeyColumn;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The views that show primary keys and the indexes behind them: sys.indexes, index_columns, key_constraints, foreign_keys,
 * foreign_key_columns, dm_db_partition_stats. The lab's tables have no other indexes.
 */
final class KeyViews {
    private static final int HEAP = 0;
    private static final int CLUSTERED = 1;
    private static final int NONCLUSTERED = 2;

    /** A heap, or the index of a primary key. */
    private record Index(ShownTable table, int id, @Nullable PrimaryKey key) {
        TableDefinition definition() {
            return table.definition();
        }

        String kind() {
            return id == HEAP ? "HEAP" : id == CLUSTERED ? "CLUSTERED" : "NONCLUSTERED";
        }
    }

    private record Part(Index index, KeyColumn column, int place) {}

    Optional<Relation> view(String name, List<ShownTable> tables) {
        List<Index> indexes = indexes(tables);
        return switch (name) {
            case "indexes" -> Optional.of(indexView().over(indexes));
            case "index_columns" -> Optional.of(columnView().over(parts(indexes)));
            case "key_constraints" ->
                Optional.of(keyView()
                        .over(indexes.stream()
                                .filter(index -> index.key() != null)
                                .toList()));
            case "dm_db_partition_stats" -> Optional.of(partitionView().over(indexes));
            // the lab refuses to make foreign keys
            case "foreign_keys" -> Optional.of(foreignKeys().over(List.of()));
            case "foreign_key_columns" -> Optional.of(foreignKeyColumns().over(List.of()));
            default -> Optional.empty();
        };
    }

    private static List<Index> indexes(List<ShownTable> tables) {
        List<Index> indexes = new ArrayList<>();
        for (ShownTable table : tables) {
            PrimaryKey key = table.definition().key();
            if (key == null || !key.clustered()) {
                indexes.add(new Index(table, HEAP, null));
            }
            if (key != null) {
                indexes.add(new Index(table, key.clustered() ? CLUSTERED : NONCLUSTERED, key));
            }
        }
        return indexes;
    }

    private static List<Part> parts(List<Index> indexes) {
        List<Part> parts = new ArrayList<>();
        for (Index index : indexes) {
            PrimaryKey key = index.key();
            if (key != null) {
                for (int i = 0; i < key.columns().size(); i++) {
                    parts.add(new Part(index, key.columns().get(i), i + 1));
                }
            }
        }
        return parts;
    }

    private static View<Index> indexView() {
        return new View<Index>()
                .required("object_id", SqlType.INT, i -> i.definition().id())
                .column(
                        "name",
                        SqlType.SYSNAME,
                        i -> i.key() == null ? null : i.definition().keyName())
                .required("index_id", SqlType.INT, Index::id)
                .required("type", SqlType.TINYINT, Index::id)
                .column("type_desc", View.DESCRIPTION, Index::kind)
                .column("is_unique", SqlType.BIT, i -> i.key() != null)
                .column("data_space_id", SqlType.INT, i -> 1)
                .zeroBits("ignore_dup_key")
                .column("is_primary_key", SqlType.BIT, i -> i.key() != null)
                .zeroBits("is_unique_constraint")
                .required("fill_factor", SqlType.TINYINT, i -> 0)
                .zeroBits("is_padded", "is_disabled", "is_hypothetical")
                .column("allow_row_locks", SqlType.BIT, i -> true)
                .column("allow_page_locks", SqlType.BIT, i -> true)
                .zeroBits("has_filter")
                .nulls(SqlType.nvarchar(SqlType.MAX), "filter_definition");
    }

    private static View<Part> columnView() {
        return new View<Part>()
                .required("object_id", SqlType.INT, p -> p.index().definition().id())
                .required("index_id", SqlType.INT, p -> p.index().id())
                .required("index_column_id", SqlType.INT, Part::place)
                .required(
                        "column_id",
                        SqlType.INT,
                        p -> p.index().definition().position(p.column().name()) + 1)
                .required("key_ordinal", SqlType.TINYINT, Part::place)
                .required("partition_ordinal", SqlType.TINYINT, p -> 0)
                .column("is_descending_key", SqlType.BIT, p -> p.column().descending())
                .zeroBits("is_included_column");
    }

    private static View<Index> keyView() {
        return ObjectViews.objectColumns(new View<Index>(), index -> ObjectViews.Shown.keyOf(index.definition()))
                .column("unique_index_id", SqlType.INT, Index::id)
                .column(
                        "is_system_named",
                        SqlType.BIT,
                        i -> i.key() != null && i.key().name() == null);
    }

    private static View<ObjectViews.Shown> foreignKeys() {
        return ObjectViews.objectColumns(new View<ObjectViews.Shown>(), row -> row)
                .nulls(SqlType.INT, "referenced_object_id", "key_index_id")
                .zeroBits("is_disabled", "is_not_for_replication", "is_not_trusted")
                .nulls(SqlType.TINYINT, "delete_referential_action")
                .nulls(View.DESCRIPTION, "delete_referential_action_desc")
                .nulls(SqlType.TINYINT, "update_referential_action")
                .nulls(View.DESCRIPTION, "update_referential_action_desc")
                .zeroBits("is_system_named");
    }

    private static View<Integer> foreignKeyColumns() {
        return new View<Integer>()
                .nulls(SqlType.INT, "constraint_object_id", "constraint_column_id", "parent_object_id")
                .nulls(SqlType.INT, "parent_column_id", "referenced_object_id", "referenced_column_id");
    }

    /** Pages are not imitated: their numbers are NULL. */
    private static View<Index> partitionView() {
        return new View<Index>()
                .column(
                        "partition_id",
                        SqlType.BIGINT,
                        i -> (long) i.definition().id() << 16 | i.id())
                .required("object_id", SqlType.INT, i -> i.definition().id())
                .required("index_id", SqlType.INT, Index::id)
                .required("partition_number", SqlType.INT, i -> 1)
                .nulls(SqlType.BIGINT, "in_row_data_page_count", "in_row_used_page_count", "in_row_reserved_page_count")
                .nulls(SqlType.BIGINT, "lob_used_page_count", "lob_reserved_page_count")
                .nulls(SqlType.BIGINT, "row_overflow_used_page_count", "row_overflow_reserved_page_count")
                .nulls(SqlType.BIGINT, "used_page_count", "reserved_page_count")
                .column("row_count", SqlType.BIGINT, i ->
                        (long) i.table().rows().getAsInt());
    }
}
