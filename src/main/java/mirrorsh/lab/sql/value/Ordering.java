package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Order and sameness of values of one type. */
public final class Ordering {
    /** Places of the bytes of a guid, the most significant for comparison first. */
    private static final int[] GUID_ORDER = {10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3};

    private static final Object NULL_KEY = new Object();

    private Ordering() {}

    /** Compares two values of the same type, neither null. */
    public static int compare(Object a, Object b, Collation collation) {
        if (a instanceof String s) {
            return collation.compare(s, (String) b);
        }
        if (a instanceof Integer i) {
            return i.compareTo((Integer) b);
        }
        if (a instanceof Long l) {
            return l.compareTo((Long) b);
        }
        if (a instanceof Boolean bit) {
            return bit.compareTo((Boolean) b);
        }
        if (a instanceof BigDecimal d) {
            return d.compareTo((BigDecimal) b);
        }
        if (a instanceof Double d) {
            return Double.compare(d + 0.0, (Double) b + 0.0);
        }
        if (a instanceof Float f) {
            return Float.compare(f + 0.0f, (Float) b + 0.0f);
        }
        if (a instanceof byte[] bytes) {
            return Arrays.compareUnsigned(bytes, (byte[]) b);
        }
        if (a instanceof UUID guid) {
            return compareGuids(guid, (UUID) b);
        }
        if (a instanceof Variant v) {
            return compareVariants(v, (Variant) b, collation);
        }
        return compareTimes(a, b);
    }

    /** Whether two values of the same type, neither null, count as the same. */
    public static boolean isSame(Object a, Object b, Collation collation) {
        return a instanceof String s ? collation.isSame(s, (String) b) : compare(a, b, collation) == 0;
    }

    private static int compareTimes(Object a, Object b) {
        if (a instanceof LocalDateTime t) {
            return t.compareTo((LocalDateTime) b);
        }
        if (a instanceof LocalDate d) {
            return d.compareTo((LocalDate) b);
        }
        if (a instanceof LocalTime t) {
            return t.compareTo((LocalTime) b);
        }
        if (a instanceof OffsetDateTime t) {
            return t.toInstant().compareTo(((OffsetDateTime) b).toInstant());
        }
        throw new IllegalArgumentException("No order is defined for " + a.getClass());
    }

    private static int compareGuids(UUID a, UUID b) {
        byte[] left = BinaryConversion.bytes(a);
        byte[] right = BinaryConversion.bytes(b);
        for (int place : GUID_ORDER) {
            int difference = (left[place] & 0xFF) - (right[place] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Base types of one family are compared by value, of different families by the family's rank. */
    private static int compareVariants(Variant a, Variant b, Collation collation) {
        int family = variantFamily(a.type().kind()) - variantFamily(b.type().kind());
        if (family != 0) {
            return family;
        }
        SqlType common = TypeRules.common(a.type(), b.type());
        Object left = Conversion.convert(a.value(), a.type(), common, 0);
        Object right = Conversion.convert(b.value(), b.type(), common, 0);
        if (left == null || right == null) {
            throw new IllegalStateException("A value became NULL by conversion to " + common);
        }
        return compare(left, right, collation);
    }

    private static int variantFamily(Kind kind) {
        if (kind.isTemporal()) {
            return 6;
        }
        if (TypeRules.isApproximate(kind)) {
            return 5;
        }
        if (kind.isExactNumeric()) {
            return 4;
        }
        if (kind.isCharacter()) {
            return 3;
        }
        return kind.isBinary() ? 2 : 1;
    }

    /** NULL is the smallest when rows are sorted. */
    public static int compareNullsFirst(@Nullable Object a, @Nullable Object b, Collation collation) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        return compare(a, b, collation);
    }

    /** An object that equals the key of every value that counts as the same; NULL is the same as NULL here. */
    public static Object key(@Nullable Object value, Collation collation) {
        if (value == null) {
            return NULL_KEY;
        }
        if (value instanceof String s) {
            return collation.key(s);
        }
        if (value instanceof BigDecimal d) {
            return d.signum() == 0 ? BigDecimal.ZERO : d.stripTrailingZeros();
        }
        if (value instanceof Double d) {
            return d + 0.0;
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof OffsetDateTime t) {
            return t.toInstant();
        }
        if (value instanceof Variant v) {
            return variantKey(v, collation);
        }
        return value;
    }

    private static Object variantKey(Variant variant, Collation collation) {
        Kind kind = variant.type().kind();
        Object value = variant.value();
        if (kind.isExactNumeric()) {
            value = NumberConversion.decimal(value);
        } else if (TypeRules.isApproximate(kind)) {
            value = ((Number) value).doubleValue();
        }
        return java.util.List.of(variantFamily(kind), key(value, collation));
    }
}
