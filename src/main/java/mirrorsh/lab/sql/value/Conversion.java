package mirrorsh.lab.sql.value;

import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Conversions of values between types, with their styles and their errors. */
public final class Conversion {
    private Conversion() {}

    /**
     * Converts a value, as CONVERT does.
     *
     * @param style 0 where none was given
     * @throws SqlFailure 241, 242, 244, 245, 248, 8114, 8115, 8169 and kin where the value does not fit
     */
    public static @Nullable Object convert(@Nullable Object value, SqlType from, SqlType to, int style) {
        if (value == null) {
            return null;
        }
        if (value instanceof Variant variant) {
            if (to.kind() == Kind.SQL_VARIANT) {
                return variant;
            }
            requireExplicit(variant.type(), to);
            return convert(variant.value(), variant.type(), to, style);
        }
        return switch (to.kind()) {
            case SQL_VARIANT -> new Variant(from, value);
            case BIT -> NumberConversion.toBit(value, from);
            case TINYINT, SMALLINT, INT, BIGINT -> NumberConversion.toInteger(value, from, to);
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> NumberConversion.toDecimal(value, from, to);
            case REAL, FLOAT -> NumberConversion.toFloat(value, from, to);
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                DateConversion.toTime(value, from, to, style);
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> TextConversion.toText(value, from, to, style);
            case BINARY, VARBINARY -> BinaryConversion.toBinary(value, from, to, style);
            case UNIQUEIDENTIFIER -> BinaryConversion.toGuid(value, from);
        };
    }

    /** Refuses what is never converted without being asked: 206, 257. */
    public static void requireImplicit(SqlType from, SqlType to) {
        switch (form(from.kind(), to.kind())) {
            case NEVER -> throw SqlFailure.of(206, TypeRules.name(from), TypeRules.name(to));
            case EXPLICIT -> throw SqlFailure.of(257, TypeRules.name(from), TypeRules.name(to));
            default -> requireStorable(from, to);
        }
    }

    /** Refuses what CAST and CONVERT do not do either: 529. */
    public static void requireExplicit(SqlType from, SqlType to) {
        if (form(from.kind(), to.kind()) == Form.NEVER) {
            throw SqlFailure.of(529, TypeRules.name(from), TypeRules.name(to));
        }
        requireStorable(from, to);
    }

    private static void requireStorable(SqlType from, SqlType to) {
        if (to.kind() == Kind.SQL_VARIANT && from.length() == SqlType.MAX) {
            throw SqlFailure.of(206, from, TypeRules.name(to));
        }
    }

    private enum Form {
        IMPLICIT,
        EXPLICIT,
        NEVER
    }

    private static Form form(Kind from, Kind to) {
        if (from == to || to == Kind.SQL_VARIANT) {
            return Form.IMPLICIT;
        }
        if (from == Kind.SQL_VARIANT) {
            return Form.EXPLICIT;
        }
        if (from.isCharacter()) {
            return to.isBinary() ? Form.EXPLICIT : Form.IMPLICIT;
        }
        if (from.isBinary()) {
            return fromBinary(to);
        }
        if (from == Kind.UNIQUEIDENTIFIER) {
            return to.isCharacter() || to.isBinary() ? Form.IMPLICIT : Form.NEVER;
        }
        return from.isNumeric() ? fromNumber(from, to) : fromTime(from, to);
    }

    private static Form fromBinary(Kind to) {
        if (TypeRules.isApproximate(to)) {
            return Form.NEVER;
        }
        return to.isTemporal() && to != Kind.DATETIME && to != Kind.SMALLDATETIME ? Form.EXPLICIT : Form.IMPLICIT;
    }

    private static Form fromNumber(Kind from, Kind to) {
        if (to.isNumeric() || to.isBinary() || to == Kind.DATETIME || to == Kind.SMALLDATETIME) {
            return Form.IMPLICIT;
        }
        if (to.isCharacter()) {
            return TypeRules.isMoney(from) ? Form.EXPLICIT : Form.IMPLICIT;
        }
        return Form.NEVER;
    }

    private static Form fromTime(Kind from, Kind to) {
        if (to.isCharacter()) {
            return Form.IMPLICIT;
        }
        if (to.isTemporal()) {
            boolean apart = from == Kind.DATE && to == Kind.TIME || from == Kind.TIME && to == Kind.DATE;
            return apart ? Form.NEVER : Form.IMPLICIT;
        }
        boolean old = from == Kind.DATETIME || from == Kind.SMALLDATETIME;
        if (to.isNumeric()) {
            return old ? Form.EXPLICIT : Form.NEVER;
        }
        return to.isBinary() ? Form.EXPLICIT : Form.NEVER;
    }
}
