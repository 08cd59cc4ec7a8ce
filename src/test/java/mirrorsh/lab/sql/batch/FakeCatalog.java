package mirrorsh.lab.sql.batch;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Catalog views of a small instance. */
final class FakeCatalog {
    static final UUID MIRRORING = UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private FakeCatalog() {}

    private record Rows(List<Column> columns, List<@Nullable Object[]> rows) implements Relation {
        @Override
        public List<@Nullable Object[]> rows(Sieve sieve) {
            return sifted(rows, sieve);
        }
    }

    /** Leaves out whatever a sieve holds back, and shows it nothing but the columns that it asks for. */
    static List<@Nullable Object[]> sifted(List<@Nullable Object[]> rows, Sieve sieve) {
        return rows.stream()
                .filter(row -> {
                    @Nullable Object[] some = new Object[row.length];
                    sieve.columns().stream().forEach(column -> some[column] = row[column]);
                    return sieve.lets(some);
                })
                .toList();
    }

    private static Object[] row(@Nullable Object... values) {
        return values;
    }

    static Map<String, Relation> views() {
        return Map.of(
                "databases", databases(),
                "database_mirroring", mirroring(),
                "certificates", certificates(),
                "endpoints", endpoints(),
                "tcp_endpoints", ports(),
                "server_principals", principals(),
                "server_permissions", permissions(),
                "schemas", schemas(),
                "configurations", configurations());
    }

    private static Relation databases() {
        return new Rows(
                List.of(
                        Column.notNull("name", SqlType.SYSNAME),
                        Column.notNull("database_id", SqlType.INT),
                        Column.of("create_date", SqlType.DATETIME),
                        Column.of("recovery_model", SqlType.TINYINT),
                        Column.of("recovery_model_desc", SqlType.nvarchar(60)),
                        Column.of("is_trustworthy_on", SqlType.BIT)),
                List.of(
                        row("master", 1, LocalDateTime.of(2003, 4, 8, 9, 13, 36), 3, "SIMPLE", false),
                        row("tempdb", 2, LocalDateTime.of(2026, 1, 2, 3, 4, 5), 3, "SIMPLE", false),
                        row("AppDb", 5, LocalDateTime.of(2026, 1, 5, 10, 0), 1, "FULL", true),
                        row("Archive", 6, LocalDateTime.of(2026, 1, 6, 10, 0), 2, "BULK_LOGGED", false)));
    }

    private static Relation mirroring() {
        return new Rows(
                List.of(
                        Column.notNull("database_id", SqlType.INT),
                        Column.of("mirroring_guid", SqlType.UNIQUEIDENTIFIER),
                        Column.of("mirroring_role_desc", SqlType.nvarchar(60))),
                List.of(row(1, null, null), row(2, null, null), row(5, MIRRORING, "PRINCIPAL"), row(6, null, null)));
    }

    private static Relation certificates() {
        return new Rows(
                List.of(
                        Column.notNull("name", SqlType.SYSNAME),
                        Column.notNull("certificate_id", SqlType.INT),
                        Column.of("pvt_key_encryption_type", SqlType.character(SqlType.Kind.CHAR, 2)),
                        Column.of("expiry_date", SqlType.DATETIME),
                        Column.of("thumbprint", SqlType.varbinary(32)),
                        Column.of("sid", SqlType.varbinary(85))),
                List.of(
                        row("HOST_A_cert", 256, "MK", time(2027), new byte[] {(byte) 0xAB, 1}, new byte[] {1, 6}),
                        row("HOST_B_cert", 257, "NA", time(2026), new byte[] {(byte) 0xCD, 2}, new byte[] {1, 9}),
                        row("##MS_cert##", 101, "NA", null, new byte[] {0, 0}, new byte[] {1, 0})));
    }

    private static LocalDateTime time(int year) {
        return LocalDateTime.of(year, 6, 1, 0, 0);
    }

    private static Relation endpoints() {
        return new Rows(
                List.of(
                        Column.notNull("endpoint_id", SqlType.INT),
                        Column.notNull("name", SqlType.SYSNAME),
                        Column.of("certificate_id", SqlType.INT)),
                List.<Object[]>of(row(65536, "Mirroring", 256)));
    }

    private static Relation ports() {
        return new Rows(
                List.of(Column.notNull("endpoint_id", SqlType.INT), Column.notNull("port", SqlType.INT)),
                List.of(row(2, 0), row(65536, 5022)));
    }

    private static Relation principals() {
        return new Rows(
                List.of(
                        Column.notNull("principal_id", SqlType.INT),
                        Column.notNull("name", SqlType.SYSNAME),
                        Column.of("sid", SqlType.varbinary(85))),
                List.of(row(1, "sa", new byte[] {1}), row(260, "HOST_B_login", new byte[] {1, 9})));
    }

    private static Relation permissions() {
        return new Rows(
                List.of(
                        Column.notNull("class", SqlType.TINYINT),
                        Column.notNull("type", SqlType.character(SqlType.Kind.CHAR, 4)),
                        Column.notNull("major_id", SqlType.INT),
                        Column.notNull("grantee_principal_id", SqlType.INT)),
                List.of(row(105, "CO  ", 65536, 260), row(100, "COSQ", 0, 1), row(200, "VWDB", 0, 1)));
    }

    private static Relation schemas() {
        return new Rows(
                List.of(Column.notNull("name", SqlType.SYSNAME), Column.notNull("schema_id", SqlType.INT)),
                List.of(row("dbo", 1), row("guest", 2), row("sys", 4)));
    }

    private static Relation configurations() {
        return new Rows(
                List.of(
                        Column.notNull("name", SqlType.nvarchar(35)),
                        Column.of("maximum", SqlType.SQL_VARIANT),
                        Column.of("value_in_use", SqlType.SQL_VARIANT)),
                List.of(
                        row("user connections", variant(32767), variant(0)),
                        row("max degree of parallelism", variant(32767), variant(8))));
    }

    private static Object variant(int value) {
        return new mirrorsh.lab.type.Variant(SqlType.INT, value);
    }
}
