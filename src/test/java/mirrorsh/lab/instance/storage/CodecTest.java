package mirrorsh.lab.instance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static DataInputStream written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @Test
    void everyKindOfValueComesBack() throws IOException {
        Object[] row = {
            null,
            true,
            false,
            7,
            8L,
            new BigDecimal("-12.340"),
            1.5,
            2.5f,
            "ünïcode",
            new byte[] {1, 2},
            new UUID(3, 4),
            LocalDate.of(2024, 2, 29),
            LocalTime.of(23, 59, 59, 999_999_900),
            LocalDateTime.of(1753, 1, 1, 0, 0),
            OffsetDateTime.of(2024, 1, 1, 1, 1, 1, 0, ZoneOffset.ofHoursMinutes(-3, -30)),
            new Variant(SqlType.INT, 9)
        };

        assertThat(ValueCodec.readRow(written(out -> ValueCodec.writeRow(out, row))))
                .isEqualTo(row);
    }

    @Test
    void defaultsComeBack() throws IOException {
        Expression call = new Expression.Call(
                ObjectName.of("DATEADD"),
                List.of(
                        new Expression.Keyword("day"),
                        new Expression.Unary('-', new Expression.Literal(1, SqlType.INT)),
                        new Expression.Call(ObjectName.of("GETDATE"), List.of(), false, false, null, List.of(), 0)),
                false,
                false,
                null,
                List.of(),
                0);

        assertThat(ExpressionCodec.read(written(out -> ExpressionCodec.write(out, call))))
                .isEqualTo(call);
    }

    @Test
    void aDefaultThatCannotBeStoredIsRefused() {
        SqlFailure failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                SqlFailure.class, () -> ExpressionCodec.check(new Expression.Variable("@x")));

        assertThat(failure.number()).isEqualTo(49999);
    }

    @Test
    void scaledLsnsGrowWithTheLog() {
        BigDecimal before = BigDecimal.ZERO;
        for (long lsn : new long[] {0, 1, 2, 19_999, 20_000, 20_001, 1_000_000}) {
            assertThat(Lsn.scaled(lsn)).isGreaterThan(before);
            assertThat(Lsn.scaled(lsn).precision()).isLessThanOrEqualTo(25);
            before = Lsn.scaled(lsn);
        }
    }
}
