package mirrorsh.lab.type;

/**
 * A value of type {@code sql_variant}: the value and its base type.
 *
 * @param type the base type, never SQL_VARIANT itself
 * @param value the value as {@link SqlType} says, never null: a NULL variant is a Java {@code null} in its place
 */
public record Variant(SqlType type, Object value) {}
