package mirrorsh.lab.instance;

import mirrorsh.lab.instance.storage.TypeCodes;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What sp_columns and sp_special_columns say of a column's type.
 *
 * <p>How the procedures without {@code _100} show a (max) type, as text, ntext or image, is unconfirmed.
 */
final class OdbcColumn {
    private static final int LONG_BYTES = 2_147_483_647;
    private static final int VARIANT = 8000;

    private final CatalogColumn column;
    private final SqlType type;
    private final OdbcType odbc;
    private final OdbcView view;

    OdbcColumn(CatalogColumn column, OdbcView view) {
        this.column = column;
        this.type = column.type();
        this.odbc = OdbcType.of(column.typeName());
        this.view = view;
    }

    private boolean isMax() {
        return (type.kind().isCharacter() || type.kind().isBinary()) && type.length() == SqlType.MAX;
    }

    private boolean isLong() {
        return isMax() && !view.complete();
    }

    int dataType() {
        return isLong() ? type.kind().isBinary() ? -4 : type.kind().isUnicode() ? -10 : -1 : odbc.code(view);
    }

    String typeName() {
        if (isLong()) {
            return type.kind().isBinary() ? "image" : type.kind().isUnicode() ? "ntext" : "text";
        }
        boolean sized = type.kind() == Kind.DECIMAL || type.kind() == Kind.NUMERIC;
        return column.identity() ? column.typeName() + (sized ? "() identity" : " identity") : column.typeName();
    }

    @Nullable
    Integer precision() {
        if (isMax()) {
            return isLong() ? (type.kind().isUnicode() ? LONG_BYTES / 2 : LONG_BYTES) : 0;
        } else if (type.kind().isCharacter() || type.kind().isBinary()) {
            return type.length();
        }
        return switch (type.kind()) {
            case DECIMAL, NUMERIC, TIME, DATETIME2, DATETIMEOFFSET -> (Integer) TypeCodes.precision(type);
            default -> odbc.number("precision", view);
        };
    }

    /** Bytes of the value as ODBC transfers it. */
    int length() {
        if (isMax()) {
            return isLong() ? (type.kind().isUnicode() ? LONG_BYTES - 1 : LONG_BYTES) : 0;
        } else if (odbc.isUnknownTo(view)) {
            return 2 * TypeCodes.precision(type);
        }
        return switch (type.kind()) {
            case DECIMAL, NUMERIC -> type.precision() + 2;
            case MONEY -> 21;
            case SMALLMONEY -> 12;
            case DATE -> 6;
            case TIME -> 12;
            case DATETIME, SMALLDATETIME, DATETIME2 -> 16;
            case DATETIMEOFFSET -> 20;
            case SQL_VARIANT -> VARIANT;
            default -> TypeCodes.bytes(type);
        };
    }

    @Nullable
    Integer scale() {
        if (odbc.isUnknownTo(view)) {
            return null;
        }
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT, SMALLDATETIME, DATE -> 0;
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY, DATETIME, TIME, DATETIME2, DATETIMEOFFSET ->
                (Integer) TypeCodes.scale(type);
            default -> null;
        };
    }

    @Nullable
    Integer radix() {
        return odbc.number("radix", view);
    }

    @Nullable
    Integer sqlType() {
        return isLong() ? Integer.valueOf(dataType()) : odbc.sqlType(view);
    }

    @Nullable
    Integer subcode() {
        return odbc.subcode(view);
    }

    /** Bytes of a value of a character or binary type, null for others. */
    @Nullable
    Integer octets() {
        Kind kind = type.kind();
        return kind.isCharacter() || kind.isBinary() || kind == Kind.SQL_VARIANT ? (Integer) length() : null;
    }

    /** The type's number in SQL Server 2000's syscolumns, another one for columns that may be NULL. */
    int oldNumber() {
        boolean nullable = column.nullable();
        return switch (type.kind()) {
            case BIT -> 50;
            case TINYINT -> nullable ? 38 : 48;
            case SMALLINT -> nullable ? 38 : 52;
            case INT -> nullable ? 38 : 56;
            case BIGINT -> nullable ? 108 : 63;
            case DECIMAL -> nullable ? 106 : 55;
            case NUMERIC -> nullable ? 108 : 63;
            case MONEY -> nullable ? 110 : 60;
            case SMALLMONEY -> nullable ? 110 : 122;
            case REAL -> nullable ? 109 : 59;
            case FLOAT -> nullable ? 109 : 62;
            case DATETIME -> nullable ? 111 : 61;
            case SMALLDATETIME -> nullable ? 111 : 58;
            case CHAR, NCHAR -> nullable ? 39 : 47;
            case VARCHAR, NVARCHAR, SQL_VARIANT -> 39;
            case BINARY -> nullable ? 37 : 45;
            case VARBINARY, UNIQUEIDENTIFIER -> 37;
            default -> 0;
        };
    }
}
