package mirrorsh.lab.sql.value;

import java.time.LocalDateTime;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** {@code +} and {@code -} on datetime and smalldatetime; the newer types have none. */
final class DateArithmetic {
    private DateArithmetic() {}

    static Operation of(char operator, SqlType left, SqlType right) {
        SqlType newer = isNewer(left.kind()) ? left : isNewer(right.kind()) ? right : null;
        if (newer != null) {
            SqlType other = newer == left ? right : left;
            throw other.kind().isNumeric()
                    ? SqlFailure.of(206, TypeRules.name(newer), TypeRules.name(other))
                    : SqlFailure.of(402, TypeRules.name(left), TypeRules.name(right), Operation.word(operator));
        }
        if (operator != '+' && operator != '-'
                || left.kind().isBinary()
                || right.kind().isBinary()) {
            throw Operation.incompatible(operator, left, right);
        }
        SqlType type = TypeRules.common(left, right);
        Conversion.requireImplicit(left, type);
        Conversion.requireImplicit(right, type);
        int sign = operator == '+' ? 1 : -1;
        return new Operation(
                type, type, type, (a, b) -> DateConversion.add((LocalDateTime) a, (LocalDateTime) b, sign, type));
    }

    private static boolean isNewer(Kind kind) {
        return kind.isTemporal() && kind != Kind.DATETIME && kind != Kind.SMALLDATETIME;
    }
}
