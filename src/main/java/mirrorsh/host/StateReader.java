package mirrorsh.host;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.model.Certificate;
import mirrorsh.model.Der;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Link;
import mirrorsh.model.Login;
import mirrorsh.model.MasterKey;
import mirrorsh.model.Queue;
import mirrorsh.model.Thumbprint;
import mirrorsh.model.User;
import mirrorsh.model.Witnessed;
import mirrorsh.tsql.StateQuery.Part;
import org.jspecify.annotations.Nullable;

/** Turns the result sets of {@link mirrorsh.tsql.StateQuery} into a {@link HostState}. */
final class StateReader {
    /** The first column of the first result set. */
    static final String FIRST_COLUMN = "server_name";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String host;
    private final List<String> paths;
    private final Instant asked;
    private final Clock clock;
    private @Nullable Instance instance;
    private Optional<MasterKey> masterKey = Optional.empty();
    private List<Certificate> certificates = List.of();
    private Optional<Endpoint> endpoint = Optional.empty();
    private List<Login> logins = List.of();
    private List<User> users = List.of();
    private List<EndpointPermission> permissions = List.of();
    private List<Link> links = List.of();
    private List<Witnessed> witnessed = List.of();
    private List<Queue> queues = List.of();
    /** Of what databases are put together from. */
    private final Map<Part, List<Row>> parts = new EnumMap<>(Part.class);

    private final Map<String, Boolean> files = new LinkedHashMap<>();
    private int kept;

    /** @param asked our clock when the query was sent */
    StateReader(String host, List<String> paths, Instant asked, Clock clock) {
        this.host = host;
        this.paths = paths;
        this.asked = asked;
        this.clock = clock;
    }

    HostState read(Statement statement, boolean hasResults) throws SQLException {
        boolean results = hasResults;
        while (results || statement.getUpdateCount() != -1) {
            if (results) {
                keep(statement.getResultSet());
            }
            results = statement.getMoreResults();
        }
        if (!isComplete()) {
            throw new SQLException("The state query of " + host + " ended after " + kept + " of its result sets.");
        }
        return state();
    }

    /** Takes the next result set. */
    void keep(ResultSet results) throws SQLException {
        keep(kept++, Row.all(results));
    }

    /** Whether all result sets have come. */
    boolean isComplete() {
        return kept == Part.values().length + paths.size();
    }

    private void keep(int index, List<Row> rows) {
        Part[] all = Part.values();
        if (index < all.length) {
            keep(all[index], rows);
        } else if (index < all.length + paths.size()) {
            files.put(
                    paths.get(index - all.length),
                    !rows.isEmpty() && rows.get(0).flag("File Exists"));
        }
    }

    /** Understood as it comes: meanwhile the server works at the rest. */
    private void keep(Part part, List<Row> rows) {
        switch (part) {
            case INSTANCE -> instance = instance(rows.get(0));
            case MASTER_KEY -> masterKey = rows.stream().findFirst().map(StateReader::masterKey);
            case CERTIFICATES -> certificates = each(rows, StateReader::certificate);
            case ENDPOINT -> endpoint = rows.stream().findFirst().map(StateReader::endpoint);
            case LOGINS -> logins = each(rows, StateReader::login);
            case USERS -> users = each(rows, StateReader::user);
            case PERMISSIONS -> permissions = each(rows, StateReader::permission);
            case LINKS -> links = each(rows, StateReader::link);
            case WITNESSED -> witnessed = each(rows, StateReader::witnessed);
            case QUEUES -> queues = queues(rows);
            case DATABASES, FILES, BACKUPS, RESTORES -> parts.put(part, rows);
        }
    }

    private static <T> List<T> each(List<Row> rows, Function<Row, T> meaning) {
        return rows.stream().map(meaning).toList();
    }

    private List<Row> rows(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    /**
     * What was read.
     *
     * @throws IllegalStateException when it is not complete
     */
    HostState state() {
        Instance known = instance;
        if (known == null || !isComplete()) {
            throw new IllegalStateException("The state of " + host + " was read in part only.");
        }
        DatabaseRows databases = new DatabaseRows(rows(Part.FILES), rows(Part.BACKUPS), rows(Part.RESTORES));
        return new HostState(
                host,
                known,
                masterKey,
                certificates,
                endpoint,
                logins,
                users,
                permissions,
                each(rows(Part.DATABASES), databases::database),
                links,
                witnessed,
                files,
                queues);
    }

    /** One counter a row, its names padded with blanks. */
    private static List<Queue> queues(List<Row> rows) {
        Map<String, Map<String, Long>> counters = new LinkedHashMap<>();
        for (Row row : rows) {
            counters.computeIfAbsent(row.text("instance_name").strip(), any -> new LinkedHashMap<>())
                    .put(row.text("counter_name").strip(), row.count("cntr_value"));
        }
        return counters.entrySet().stream()
                .map(each -> new Queue(
                        each.getKey(),
                        each.getValue().getOrDefault("Log Send Queue KB", 0L),
                        each.getValue().getOrDefault("Redo Queue KB", 0L),
                        each.getValue().getOrDefault("Log Bytes Sent/sec", 0L),
                        each.getValue().getOrDefault("Redo Bytes/sec", 0L)))
                .toList();
    }

    private Instance instance(Row row) {
        Instant theirs = row.moment("utc_now");
        // the server read its clock somewhere between our asking and our hearing: assume the middle
        Instant ours = asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
        return new Instance(
                row.text("server_name"),
                row.text("machine"),
                row.text("edition"),
                row.text("version"),
                theirs,
                Duration.between(ours, theirs),
                row.text("login"),
                row.number("is_sysadmin") == 1,
                row.text("data_folder"),
                row.text("backup_folder"));
    }

    private static MasterKey masterKey(Row row) {
        return new MasterKey(row.text("algorithm_desc"), row.flag("is_master_key_encrypted_by_server"));
    }

    private static Login login(Row row) {
        return new Login(
                row.number("principal_id"),
                row.text("name"),
                row.hex("sid"),
                row.text("type").strip(),
                row.flag("is_disabled"),
                row.flag("is_sysadmin"));
    }

    private static User user(Row row) {
        return new User(
                row.number("principal_id"),
                row.text("name"),
                row.hex("sid"),
                row.text("type").strip());
    }

    private static EndpointPermission permission(Row row) {
        return new EndpointPermission(
                row.number("major_id"),
                row.number("grantee_principal_id"),
                row.text("permission_name"),
                row.text("state_desc"));
    }

    private static Link link(Row row) {
        return new Link(
                row.text("state_desc"),
                row.text("login_state_desc"),
                row.flag("is_accept"),
                row.text("principal_name"),
                row.number("peer_certificate_id"),
                row.text("encryption_algorithm_desc"));
    }

    private static Witnessed witnessed(Row row) {
        return new Witnessed(
                row.text("database_name"),
                row.text("principal_server_name"),
                row.text("mirror_server_name"),
                row.text("safety_level_desc"),
                row.text("mirroring_guid"));
    }

    private static Certificate certificate(Row row) {
        return new Certificate(
                row.number("certificate_id"),
                row.text("name"),
                row.text("subject"),
                row.text("owner_name"),
                row.text("pvt_key_encryption_type").strip(),
                row.moment("start_date"),
                row.moment("expiry_date"),
                Thumbprint.of(row.bytes("thumbprint")),
                Der.of(row.bytes("der")));
    }

    private static Endpoint endpoint(Row row) {
        return new Endpoint(
                row.number("endpoint_id"),
                row.text("name"),
                row.text("state_desc"),
                row.number("port"),
                row.text("ip_address"),
                row.text("role_desc"),
                row.text("connection_auth_desc"),
                row.number("certificate_id"),
                row.text("encryption_algorithm_desc"),
                row.text("owner_name"));
    }

    /** One row, its values by column name; NULL text is empty, NULL numbers are 0. */
    static final class Row {
        /** The same for all rows of a result set. */
        private final Map<String, Integer> places;

        private final @Nullable Object[] values;

        private Row(Map<String, Integer> places, @Nullable Object[] values) {
            this.places = places;
            this.values = values;
        }

        static List<Row> all(ResultSet results) throws SQLException {
            try (results) {
                ResultSetMetaData about = results.getMetaData();
                int width = about.getColumnCount();
                Map<String, Integer> places = new HashMap<>();
                for (int i = 1; i <= width; i++) {
                    places.put(about.getColumnLabel(i), i - 1);
                }
                List<Row> rows = new ArrayList<>();
                while (results.next()) {
                    @Nullable Object[] values = new Object[width];
                    for (int i = 1; i <= width; i++) {
                        values[i - 1] = results.getObject(i);
                    }
                    rows.add(new Row(places, values));
                }
                return rows;
            }
        }

        private @Nullable Object value(String column) {
            Integer place = places.get(column);
            return place == null ? null : values[place];
        }

        String text(String column) {
            Object value = value(column);
            return value == null ? "" : value.toString();
        }

        int number(String column) {
            return value(column) instanceof Number number ? number.intValue() : 0;
        }

        long count(String column) {
            return value(column) instanceof Number number ? number.longValue() : 0;
        }

        boolean flag(String column) {
            Object value = value(column);
            return Boolean.TRUE.equals(value) || value instanceof Number number && number.intValue() != 0;
        }

        byte[] bytes(String column) {
            return value(column) instanceof byte[] bytes ? bytes : new byte[0];
        }

        String hex(String column) {
            return HEX.formatHex(bytes(column));
        }

        Optional<java.math.BigDecimal> decimal(String column) {
            return value(column) instanceof java.math.BigDecimal decimal ? Optional.of(decimal) : Optional.empty();
        }

        /** A datetime column that is UTC. */
        Instant moment(String column) {
            if (value(column) instanceof java.sql.Timestamp timestamp) {
                LocalDateTime local = timestamp.toLocalDateTime();
                return local.toInstant(ZoneOffset.UTC);
            }
            return Instant.EPOCH;
        }
    }
}
