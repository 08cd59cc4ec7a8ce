package mirrorsh.lab.instance.storage;

import java.util.function.IntSupplier;
import mirrorsh.lab.sql.TemporaryTable;

/**
 * A table as the catalog views show it.
 *
 * @param rows how many it has
 */
record ShownTable(TableDefinition definition, IntSupplier rows) {
    static ShownTable of(TableContent table) {
        return new ShownTable(table.definition(), () -> table.rows().size());
    }

    static ShownTable of(TemporaryTable table) {
        return new ShownTable(
                new TableDefinition(
                        table.id(), table.name(), table.columns(), table.key(), LocalTimes.shown(table.created())),
                table.rows());
    }
}
