package mirrorsh.lab.sql.parse;

import mirrorsh.lab.type.SqlType;

/**
 * One parameter of {@code sp_executesql} or {@code sp_prepare} (tds.md §12.1).
 *
 * @param name with its at sign
 * @param output whether OUTPUT was written
 */
public record ParameterDefinition(String name, SqlType type, boolean output) {}
