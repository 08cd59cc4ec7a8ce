package mirrorsh.lab.type;

/**
 * A SQL Server data type with its length, precision and scale.
 *
 * <p>Java values by kind (SQL NULL is Java {@code null}): {@code BIT} {@link Boolean}; {@code TINYINT, SMALLINT, INT}
 * {@link Integer}; {@code BIGINT} {@link Long}; {@code DECIMAL, NUMERIC, MONEY, SMALLMONEY} {@link java.math.BigDecimal};
 * {@code REAL} {@link Float}; {@code FLOAT} {@link Double}; {@code DATE} {@link java.time.LocalDate}; {@code TIME}
 * {@link java.time.LocalTime}; {@code DATETIME, SMALLDATETIME, DATETIME2} {@link java.time.LocalDateTime};
 * {@code DATETIMEOFFSET} {@link java.time.OffsetDateTime}; all character types {@link String}; {@code BINARY, VARBINARY}
 * {@code byte[]}; {@code UNIQUEIDENTIFIER} {@link java.util.UUID}; {@code SQL_VARIANT} {@link Variant}.
 *
 * @param kind the family
 * @param length characters for character types, bytes for binary types, {@link #MAX} for {@code (max)}, else 0
 * @param precision decimal digits of DECIMAL and NUMERIC, else 0
 * @param scale fraction digits of DECIMAL, NUMERIC, TIME, DATETIME2 and DATETIMEOFFSET, else 0
 */
public record SqlType(Kind kind, int length, int precision, int scale) {
    /** Length of the {@code (max)} forms. */
    public static final int MAX = -1;

    public static final SqlType BIT = simple(Kind.BIT);
    public static final SqlType TINYINT = simple(Kind.TINYINT);
    public static final SqlType SMALLINT = simple(Kind.SMALLINT);
    public static final SqlType INT = simple(Kind.INT);
    public static final SqlType BIGINT = simple(Kind.BIGINT);
    public static final SqlType FLOAT = simple(Kind.FLOAT);
    public static final SqlType DATE = simple(Kind.DATE);
    public static final SqlType DATETIME = simple(Kind.DATETIME);
    public static final SqlType UNIQUEIDENTIFIER = simple(Kind.UNIQUEIDENTIFIER);
    public static final SqlType SQL_VARIANT = simple(Kind.SQL_VARIANT);
    /** {@code sysname}: nvarchar(128). */
    public static final SqlType SYSNAME = nvarchar(128);
    /** A log sequence number as the catalog shows it: numeric(25,0). */
    public static final SqlType LSN = numeric(25, 0);

    /** The families of types. */
    public enum Kind {
        BIT,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        DECIMAL,
        NUMERIC,
        MONEY,
        SMALLMONEY,
        REAL,
        FLOAT,
        DATE,
        TIME,
        SMALLDATETIME,
        DATETIME,
        DATETIME2,
        DATETIMEOFFSET,
        CHAR,
        VARCHAR,
        NCHAR,
        NVARCHAR,
        BINARY,
        VARBINARY,
        UNIQUEIDENTIFIER,
        SQL_VARIANT;

        public boolean isInteger() {
            return this == BIT || this == TINYINT || this == SMALLINT || this == INT || this == BIGINT;
        }

        public boolean isExactNumeric() {
            return isInteger() || this == DECIMAL || this == NUMERIC || this == MONEY || this == SMALLMONEY;
        }

        public boolean isNumeric() {
            return isExactNumeric() || this == REAL || this == FLOAT;
        }

        public boolean isCharacter() {
            return this == CHAR || this == VARCHAR || isUnicode();
        }

        public boolean isUnicode() {
            return this == NCHAR || this == NVARCHAR;
        }

        public boolean isBinary() {
            return this == BINARY || this == VARBINARY;
        }

        public boolean isTemporal() {
            return ordinal() >= DATE.ordinal() && ordinal() <= DATETIMEOFFSET.ordinal();
        }
    }

    private static SqlType simple(Kind kind) {
        return new SqlType(kind, 0, 0, 0);
    }

    public static SqlType of(Kind kind) {
        return simple(kind);
    }

    public static SqlType character(Kind kind, int length) {
        return new SqlType(kind, length, 0, 0);
    }

    public static SqlType nvarchar(int characters) {
        return new SqlType(Kind.NVARCHAR, characters, 0, 0);
    }

    public static SqlType varchar(int characters) {
        return new SqlType(Kind.VARCHAR, characters, 0, 0);
    }

    public static SqlType varbinary(int bytes) {
        return new SqlType(Kind.VARBINARY, bytes, 0, 0);
    }

    public static SqlType numeric(int precision, int scale) {
        return new SqlType(Kind.NUMERIC, 0, precision, scale);
    }

    public static SqlType decimal(int precision, int scale) {
        return new SqlType(Kind.DECIMAL, 0, precision, scale);
    }

    /** The type as it is written in DDL, for example {@code nvarchar(128)}. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        if (kind.isCharacter() || kind.isBinary()) {
            return name + "(" + (length == MAX ? "max" : length) + ")";
        }
        return switch (kind) {
            case DECIMAL, NUMERIC -> name + "(" + precision + "," + scale + ")";
            case TIME, DATETIME2, DATETIMEOFFSET -> name + "(" + scale + ")";
            default -> name;
        };
    }
}
