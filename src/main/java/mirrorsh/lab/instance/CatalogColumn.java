package mirrorsh.lab.instance;

import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view as sp_columns lists it.
 *
 * @param place from 1
 * @param typeName without {@code identity}
 * @param defaultText null without a default
 */
record CatalogColumn(
        CatalogItem item,
        int place,
        String name,
        SqlType type,
        String typeName,
        boolean nullable,
        boolean identity,
        @Nullable String defaultText) {}
