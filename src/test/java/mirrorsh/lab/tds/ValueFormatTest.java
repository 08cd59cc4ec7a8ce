package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueFormatTest {
    static Stream<Arguments> values() {
        SqlType money = SqlType.of(Kind.MONEY);
        SqlType datetime = SqlType.DATETIME;
        return Stream.of(
                arguments(SqlType.BIT, true),
                arguments(SqlType.BIT, false),
                arguments(SqlType.TINYINT, 255),
                arguments(SqlType.SMALLINT, -32768),
                arguments(SqlType.INT, Integer.MIN_VALUE),
                arguments(SqlType.BIGINT, Long.MAX_VALUE),
                arguments(SqlType.of(Kind.REAL), -0.5f),
                arguments(SqlType.FLOAT, Math.PI),
                arguments(SqlType.decimal(9, 2), new BigDecimal("-1234567.89")),
                arguments(SqlType.decimal(19, 0), new BigDecimal("9999999999999999999")),
                arguments(SqlType.numeric(28, 10), new BigDecimal("0.0000000001")),
                arguments(SqlType.numeric(38, 0), new BigDecimal("-99999999999999999999999999999999999999")),
                arguments(SqlType.LSN, new BigDecimal("43000000045600001")),
                arguments(money, new BigDecimal("-922337203685477.5808")),
                arguments(money, new BigDecimal("922337203685477.5807")),
                arguments(SqlType.of(Kind.SMALLMONEY), new BigDecimal("-214748.3648")),
                arguments(SqlType.DATE, LocalDate.of(1, 1, 1)),
                arguments(SqlType.DATE, LocalDate.of(9999, 12, 31)),
                arguments(new SqlType(Kind.TIME, 0, 0, 0), LocalTime.of(23, 59, 59)),
                arguments(new SqlType(Kind.TIME, 0, 0, 4), LocalTime.of(1, 2, 3, 123_400_000)),
                arguments(new SqlType(Kind.DATETIME2, 0, 0, 7), LocalDateTime.parse("9999-12-31T23:59:59.9999999")),
                arguments(
                        new SqlType(Kind.DATETIMEOFFSET, 0, 0, 3),
                        OffsetDateTime.parse("2026-03-01T00:30:00.125-14:00")),
                arguments(datetime, LocalDateTime.parse("2026-11-22T23:59:59.997")),
                arguments(datetime, LocalDateTime.parse("1753-01-01T00:00:00.003")),
                arguments(SqlType.of(Kind.SMALLDATETIME), LocalDateTime.parse("2079-06-06T23:59")),
                arguments(SqlType.UNIQUEIDENTIFIER, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                arguments(SqlType.character(Kind.CHAR, 4), "ab  "),
                arguments(SqlType.varchar(8000), "é".repeat(8000)),
                arguments(SqlType.character(Kind.NCHAR, 3), "x€ "),
                arguments(SqlType.nvarchar(4000), "日本".repeat(2000)),
                arguments(SqlType.SYSNAME, ""),
                arguments(SqlType.character(Kind.BINARY, 2), new byte[] {1, 0}),
                arguments(SqlType.varbinary(8000), new byte[8000]),
                arguments(SqlType.nvarchar(SqlType.MAX), ""),
                arguments(SqlType.nvarchar(SqlType.MAX), "x"),
                arguments(SqlType.varchar(SqlType.MAX), "x".repeat(8000)),
                arguments(SqlType.varbinary(SqlType.MAX), new byte[8001]));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areReadAsTheyWereWritten(SqlType type, Object value) throws ProtocolException {
        TypeInfo info = TypeInfo.of(type, Dialect.V7_4);
        ByteWriter out = new ByteWriter();
        info.writeTo(out);
        ValueFormat.write(out, info, value, Dialect.V7_4);

        ByteReader in = new ByteReader(out.toBytes());
        TypeInfo read = TypeInfo.read(in);
        assertThat(read.type()).isEqualTo(type);
        assertThat(ValueFormat.read(in, read)).isEqualTo(value);
        assertThat(in.atEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("values")
    void canBeNull(SqlType type, Object value) throws ProtocolException {
        TypeInfo info = TypeInfo.of(type, Dialect.V7_4);
        ByteWriter out = new ByteWriter();
        ValueFormat.write(out, info, null, Dialect.V7_4);

        ByteReader in = new ByteReader(out.toBytes());
        assertThat(ValueFormat.read(in, info)).isNull();
        assertThat(in.atEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("values")
    void travelInVariants(SqlType type, Object value) throws ProtocolException {
        if (type.length() == SqlType.MAX) {
            return;
        }
        TypeInfo info = TypeInfo.of(SqlType.SQL_VARIANT, Dialect.V7_4);
        ByteWriter out = new ByteWriter();
        ValueFormat.write(out, info, new Variant(type, value), Dialect.V7_4);

        ByteReader in = new ByteReader(out.toBytes());
        Variant read = (Variant) ValueFormat.read(in, info);
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.value()).isEqualTo(value);
        assertThat(in.atEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("values")
    void cutShortAreRefused(SqlType type, Object value) {
        TypeInfo info = TypeInfo.of(type, Dialect.V7_4);
        ByteWriter out = new ByteWriter();
        ValueFormat.write(out, info, value, Dialect.V7_4);
        byte[] whole = out.toBytes();

        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
            ByteReader in = new ByteReader(java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ValueFormat.read(in, info)).isInstanceOf(ProtocolException.class);
        }
    }

    private static String hex(SqlType type, Object value) {
        TypeInfo info = TypeInfo.of(type, Dialect.V7_4);
        ByteWriter out = new ByteWriter();
        ValueFormat.write(out, info, value, Dialect.V7_4);
        return HexFormat.of().formatHex(out.toBytes());
    }

    @Test
    void haveTheDocumentedBytes() {
        assertThat(hex(SqlType.INT, 258)).isEqualTo("0402010000");
        assertThat(hex(SqlType.decimal(5, 2), new BigDecimal("-1.5"))).isEqualTo("050096000000");
        assertThat(hex(SqlType.of(Kind.MONEY), new BigDecimal("-0.0001"))).isEqualTo("08ffffffffffffffff");
        assertThat(hex(SqlType.of(Kind.MONEY), new BigDecimal("429496.7297"))).isEqualTo("080100000001000000");
        assertThat(hex(SqlType.DATETIME, LocalDateTime.parse("1900-01-02T00:00:01")))
                .isEqualTo("08010000002c010000");
        assertThat(hex(SqlType.DATE, LocalDate.of(1, 1, 2))).isEqualTo("03010000");
        assertThat(hex(SqlType.UNIQUEIDENTIFIER, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")))
                .isEqualTo("1033221100554477668899aabbccddeeff");
        assertThat(hex(SqlType.nvarchar(2), "A")).isEqualTo("02004100");
        assertThat(hex(SqlType.SQL_VARIANT, new Variant(SqlType.INT, 3))).isEqualTo("06000000380003000000");
        assertThat(hex(SqlType.SQL_VARIANT, new Variant(SqlType.nvarchar(1), "A")))
                .isEqualTo("0b000000e7070904d0003402004100");
        assertThat(hex(SqlType.varchar(SqlType.MAX), "AB")).isEqualTo("020000000000000002000000414200000000");
    }

    @Test
    void areRoundedAndPaddedLikeTheServerDoes() {
        assertThat(hex(SqlType.character(Kind.CHAR, 3), "A")).isEqualTo("0300412020");
        assertThat(hex(SqlType.varchar(3), "日")).isEqualTo("01003f");
        assertThat(hex(SqlType.DATETIME, LocalDateTime.parse("1899-12-31T23:59:59.999")))
                .isEqualTo("080000000000000000");
        assertThat(hex(new SqlType(Kind.DATETIME2, 0, 0, 0), LocalDateTime.parse("0001-01-01T23:59:59.5")))
                .isEqualTo("06000000010000");
    }

    @Test
    void areNeverCut() {
        assertThatThrownBy(() -> hex(SqlType.nvarchar(2), "ABC")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hex(SqlType.TINYINT, 256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hex(SqlType.decimal(3, 1), new BigDecimal("100")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hex(SqlType.SQL_VARIANT, new Variant(SqlType.varchar(-1), "x".repeat(8001))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Object parse(String hex) throws ProtocolException {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));
        return ValueFormat.read(in, TypeInfo.read(in));
    }

    @Test
    void ofFixedAndOldTypesAreRead() throws ProtocolException {
        assertThat(parse("1f")).isNull();
        assertThat(parse("3007")).isEqualTo(7);
        assertThat(parse("3201")).isEqualTo(true);
        assertThat(parse("34ffff")).isEqualTo(-1);
        assertThat(parse("3805000000")).isEqualTo(5);
        assertThat(parse("7f0500000000000000")).isEqualTo(5L);
        assertThat(parse("270a024142")).isEqualTo("AB");
        assertThat(parse("25020101")).isEqualTo(new byte[] {1});
        assertThat(parse("63ffffff7f0904d00034020000004100")).isEqualTo("A");
        assertThat(parse("23ffffff7f0904d00034ffffffff")).isNull();
        assertThat(parse("f100feffffffffffffff02000000410002000000420000000000"))
                .isEqualTo("AB");
        assertThat(parse("a7ffff0904d00434020000000000000002000000c3a900000000"))
                .isEqualTo("é");
    }

    @Test
    void ofImpossibleTypesAreRefused() {
        for (String hex : new String[] {
            "f300",
            "f0",
            "2603",
            "6a120101",
            "6a052700",
            "6a050506",
            "2908",
            "2410",
            "e7010000",
            "a7ffff1104000000ffffffffffffffff",
            "26040100",
            "6804",
            "2803ffffff",
            "e704000904d000340100ff",
            "a7ffff0904d0003405000000000000000100000041" + "00000000"
        }) {
            assertThatThrownBy(() -> parse(hex)).as(hex).isInstanceOf(ProtocolException.class);
        }
    }
}
