package mirrorsh.lab.sql.expression;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Functions of values of any type. */
final class ValueFunctions {
    private static final Map<String, String> DIGESTS =
            Map.of("MD5", "MD5", "SHA", "SHA-1", "SHA1", "SHA-1", "SHA2_256", "SHA-256", "SHA2_512", "SHA-512");

    /** A sign, a point, a comma or a currency alone counts as a number, zero (field). */
    private static final Set<String> SIGNS = Set.of("+", "-", ".", ",", "$");

    private ValueFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("DATALENGTH", ValueFunctions::dataLength);
        all.put("NEWID", a -> {
            a.require(0);
            return Scalar.of(SqlType.UNIQUEIDENTIFIER, row -> UUID.randomUUID());
        });
        all.put("HASHBYTES", ValueFunctions::hash);
        all.put("ISNUMERIC", ValueFunctions::isNumeric);
        all.put("ISDATE", ValueFunctions::isDate);
        all.put("SQL_VARIANT_PROPERTY", ValueFunctions::variantProperty);
    }

    private static Scalar dataLength(Arguments a) {
        Scalar value = a.require(1).get(0);
        boolean big = value.type().length() == SqlType.MAX;
        return Arguments.strict(big ? SqlType.BIGINT : SqlType.INT, List.of(value), v -> {
            Object found = v.get(0);
            int bytes = found instanceof Variant variant
                    ? bytes(variant.value(), variant.type())
                    : bytes(found, value.type());
            return big ? (Object) (long) bytes : (Object) bytes;
        });
    }

    private static int bytes(Object value, SqlType type) {
        if (value instanceof String text) {
            return type.kind().isUnicode() ? 2 * text.length() : text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return switch (type.kind()) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, REAL, SMALLMONEY, SMALLDATETIME -> 4;
            case DATE -> 3;
            case UNIQUEIDENTIFIER -> 16;
            case DECIMAL, NUMERIC -> decimalBytes(type.precision());
            case TIME -> fractionBytes(type.scale());
            case DATETIME2 -> fractionBytes(type.scale()) + 3;
            case DATETIMEOFFSET -> fractionBytes(type.scale()) + 5;
            default -> 8;
        };
    }

    private static int decimalBytes(int precision) {
        return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    }

    private static int fractionBytes(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    private static Scalar hash(Arguments a) {
        Scalar algorithm = a.require(2).text(0);
        Scalar input = a.get(1);
        Kind kind = input.type().kind();
        if (!kind.isCharacter() && !kind.isBinary()) {
            throw SqlFailure.of(8116, mirrorsh.lab.sql.value.TypeRules.name(input.type()), 2, "hashbytes");
        }
        SqlType all = SqlType.varbinary(SqlType.MAX);
        return Arguments.strict(SqlType.varbinary(8000), List.of(algorithm, input), v -> {
            Object bytes = Conversion.convert(v.get(1), input.type(), all, 0);
            return bytes == null ? null : digest((String) v.get(0), (byte[]) bytes);
        });
    }

    private static byte @Nullable [] digest(String name, byte[] input) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("MD2") || upper.equals("MD4")) {
            throw SqlFailure.of(49999, "the digest " + upper);
        }
        String algorithm = DIGESTS.get(upper);
        if (algorithm == null) {
            return null;
        }
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing from this Java", e);
        }
    }

    private static Scalar isNumeric(Arguments a) {
        Scalar value = a.require(1).get(0);
        SqlType type = value.type();
        return Scalar.of(SqlType.INT, row -> {
                    Object found = value.value(row);
                    if (found == null || type.kind().isNumeric()) {
                        return found != null && type.kind() != Kind.BIT ? 1 : 0;
                    }
                    return found instanceof String text
                                    && !text.isBlank()
                                    && (SIGNS.contains(text.strip())
                                            || converts(text, type, SqlType.FLOAT)
                                            || converts(text, type, SqlType.of(Kind.MONEY)))
                            ? 1
                            : 0;
                })
                .notNull();
    }

    private static Scalar isDate(Arguments a) {
        Scalar value = a.require(1).get(0);
        SqlType type = value.type();
        Kind kind = type.kind();
        if (kind.isTemporal() && kind != Kind.DATETIME && kind != Kind.SMALLDATETIME) {
            throw SqlFailure.of(8116, mirrorsh.lab.sql.value.TypeRules.name(type), 1, "isdate");
        }
        return Scalar.of(SqlType.INT, row -> {
                    Object found = value.value(row);
                    boolean date = kind.isTemporal() && found != null
                            || found instanceof String text
                                    && !text.isBlank()
                                    && converts(text, type, SqlType.DATETIME);
                    return date ? 1 : 0;
                })
                .notNull();
    }

    private static boolean converts(String text, SqlType from, SqlType to) {
        try {
            return Conversion.convert(text, from, to, 0) != null;
        } catch (SqlFailure e) {
            // the question is whether it converts, so the failure is the answer
            return false;
        }
    }

    private static Scalar variantProperty(Arguments a) {
        Scalar value = a.require(2).get(0).as(SqlType.SQL_VARIANT);
        return Arguments.strict(SqlType.SQL_VARIANT, List.of(value, a.text(1)), v -> {
            SqlType type = ((Variant) v.get(0)).type();
            return switch (((String) v.get(1)).toLowerCase(Locale.ROOT)) {
                case "basetype" -> new Variant(SqlType.SYSNAME, mirrorsh.lab.sql.value.TypeRules.name(type));
                case "precision", "scale", "totalbytes", "collation", "maxlength" ->
                    throw SqlFailure.of(49999, "SQL_VARIANT_PROPERTY " + v.get(1));
                default -> null;
            };
        });
    }
}
