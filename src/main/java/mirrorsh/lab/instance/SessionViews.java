package mirrorsh.lab.instance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** The views of client sessions and of what they are doing. What the lab does not measure is NULL or left out. */
final class SessionViews {
    private static final int TSQL_ENDPOINT = 4;
    private static final int HANDLE_BYTES = 20;
    private static final byte HANDLE_OF_TEXT = 2;

    private final Instance instance;

    SessionViews(Instance instance) {
        this.instance = instance;
    }

    Optional<Relation> find(String view, Caller caller) {
        return Optional.ofNullable(
                switch (view) {
                    case "dm_exec_connections" -> connections(caller);
                    case "dm_exec_sessions" -> sessions(shown(caller));
                    case "dm_exec_requests" -> requests(shown(caller));
                    case "sysprocesses" -> processes(shown(caller));
                    case "dm_tran_locks" -> locks(caller);
                    default -> null;
                });
    }

    /** Without VIEW SERVER STATE a session sees itself only. */
    private List<InstanceSession> shown(Caller caller) {
        boolean all = caller.rights().onServer("VWSS");
        return instance.sessions().stream()
                .filter(session -> all || session.id() == caller.sessionId())
                .sorted(Comparator.comparingInt(InstanceSession::id))
                .toList();
    }

    /** catalog.md §3.4, the columns named there. */
    private Relation connections(Caller caller) {
        if (!caller.rights().onServer("VWSS")) {
            throw SqlFailure.of(300, "VIEW SERVER STATE", "server");
        }
        ViewRows rows = new ViewRows()
                .column("session_id", SqlType.INT)
                .key("connect_time", SqlType.DATETIME)
                .key("net_transport", SqlType.nvarchar(40))
                .column("protocol_type", SqlType.nvarchar(40))
                .column("endpoint_id", SqlType.INT)
                .key("encrypt_option", SqlType.nvarchar(40))
                .key("auth_scheme", SqlType.nvarchar(40))
                .column("client_net_address", SqlType.varchar(48))
                .column("client_tcp_port", SqlType.INT)
                .column("local_net_address", SqlType.varchar(48))
                .column("local_tcp_port", SqlType.INT)
                .key("connection_id", SqlType.UNIQUEIDENTIFIER)
                .column("most_recent_sql_handle", SqlType.varbinary(64));
        for (InstanceSession session : instance.sessions()) {
            rows.row(
                    session.id(),
                    local(session.opened()),
                    "TCP",
                    "TSQL",
                    TSQL_ENDPOINT,
                    session.client().encrypted() ? "TRUE" : "FALSE",
                    "SQL",
                    session.client().address(),
                    session.client().port(),
                    null,
                    null,
                    connectionId(session),
                    session.activity().map(SessionViews::handle).orElse(null));
        }
        return rows;
    }

    /** Application locks; the lab keeps sessions apart by other means than locks on databases, tables and rows. */
    private Relation locks(Caller caller) {
        if (!caller.rights().onServer("VWSS")) {
            throw SqlFailure.of(300, "VIEW SERVER STATE", "server");
        }
        SqlType text = SqlType.nvarchar(60);
        ViewRows rows = new ViewRows()
                .key("resource_type", text)
                .key("resource_subtype", text)
                .key("resource_database_id", SqlType.INT)
                .key("resource_description", SqlType.nvarchar(256))
                .column("resource_associated_entity_id", SqlType.BIGINT)
                .key("request_mode", text)
                .key("request_type", text)
                .key("request_status", text)
                .key("request_session_id", SqlType.INT)
                .key("request_owner_type", text);
        for (ApplicationLocks.Held lock : instance.locks().all()) {
            String start =
                    lock.resource().substring(0, Math.min(32, lock.resource().length()));
            rows.row(
                    "APPLICATION",
                    "",
                    instance.storage()
                            .find(lock.database())
                            .map(found -> found.id())
                            .orElse(0),
                    "0:[" + start + "]:("
                            + String.format("%08x", lock.resource().hashCode()) + ")",
                    0L,
                    "X",
                    "LOCK",
                    "GRANT",
                    lock.session(),
                    "SESSION");
        }
        return rows;
    }

    private UUID connectionId(InstanceSession session) {
        return new UUID(instance.hashCode(), session.id());
    }

    private Relation sessions(List<InstanceSession> shown) {
        ViewRows rows = new ViewRows()
                .key("session_id", SqlType.SMALLINT)
                .key("login_time", SqlType.DATETIME)
                .column("host_name", SqlType.nvarchar(128))
                .column("program_name", SqlType.nvarchar(128))
                .key("security_id", SqlType.varbinary(85))
                .key("login_name", SqlType.nvarchar(128))
                .key("status", SqlType.nvarchar(30))
                .key("endpoint_id", SqlType.INT)
                .key("last_request_start_time", SqlType.DATETIME)
                .column("last_request_end_time", SqlType.DATETIME)
                .key("is_user_process", SqlType.BIT)
                .key("database_id", SqlType.SMALLINT)
                .key("original_login_name", SqlType.nvarchar(128));
        for (InstanceSession session : shown) {
            Activity last = session.activity().orElse(null);
            rows.row(
                    session.id(),
                    local(session.opened()),
                    session.client().hostName(),
                    session.client().application(),
                    session.login().sid(),
                    session.login().name(),
                    isRunning(session) ? "running" : "sleeping",
                    TSQL_ENDPOINT,
                    local(last == null ? session.opened() : last.began()),
                    last == null || last.ended() == null ? null : local(last.ended()),
                    true,
                    databaseId(session),
                    session.originalLogin().name());
        }
        return rows;
    }

    private Relation requests(List<InstanceSession> shown) {
        ViewRows rows = new ViewRows()
                .key("session_id", SqlType.SMALLINT)
                .key("request_id", SqlType.INT)
                .key("start_time", SqlType.DATETIME)
                .key("status", SqlType.nvarchar(30))
                .key("command", SqlType.nvarchar(32))
                .column("sql_handle", SqlType.varbinary(64))
                .column("statement_start_offset", SqlType.INT)
                .column("statement_end_offset", SqlType.INT)
                .column("plan_handle", SqlType.varbinary(64))
                .key("database_id", SqlType.SMALLINT)
                .column("connection_id", SqlType.UNIQUEIDENTIFIER)
                .column("blocking_session_id", SqlType.SMALLINT)
                .column("wait_type", SqlType.nvarchar(60))
                .key("total_elapsed_time", SqlType.INT);
        for (InstanceSession session : shown) {
            Activity activity = session.activity().orElse(null);
            if (activity == null || activity.ended() != null) {
                continue;
            }
            int blocker = blocker(session);
            rows.row(
                    session.id(),
                    0,
                    local(activity.began()),
                    blocker == 0 ? "running" : "suspended",
                    activity.command(),
                    handle(activity),
                    0,
                    -1,
                    null,
                    databaseId(session),
                    connectionId(session),
                    blocker,
                    blocker == 0 ? null : "LCK_M_IX",
                    elapsed(activity));
        }
        return rows;
    }

    /** The view of old: what a session does not measure is 0 there. */
    private Relation processes(List<InstanceSession> shown) {
        ViewRows rows = new ViewRows()
                .key("spid", SqlType.SMALLINT)
                .key("blocked", SqlType.SMALLINT)
                .key("dbid", SqlType.SMALLINT)
                .key("login_time", SqlType.DATETIME)
                .key("last_batch", SqlType.DATETIME)
                .key("status", SqlType.character(Kind.NCHAR, 30))
                .key("hostname", SqlType.character(Kind.NCHAR, 128))
                .key("program_name", SqlType.character(Kind.NCHAR, 128))
                .key("cmd", SqlType.character(Kind.NCHAR, 26))
                .key("loginame", SqlType.character(Kind.NCHAR, 128))
                .key("sql_handle", SqlType.character(Kind.BINARY, HANDLE_BYTES));
        for (InstanceSession session : shown) {
            Activity activity = session.activity().orElse(null);
            boolean running = isRunning(session);
            int blocker = blocker(session);
            rows.row(
                    session.id(),
                    blocker,
                    databaseId(session),
                    local(session.opened()),
                    local(activity == null ? session.opened() : activity.began()),
                    padded(running ? blocker == 0 ? "runnable" : "suspended" : "sleeping", 30),
                    padded(session.client().hostName(), 128),
                    padded(session.client().application(), 128),
                    padded(running && activity != null ? activity.command() : "AWAITING COMMAND", 26),
                    padded(session.login().name(), 128),
                    activity == null ? new byte[HANDLE_BYTES] : handle(activity));
        }
        return rows;
    }

    /** A table-valued function of sessions: sys.dm_exec_sql_text. */
    Optional<Relation> function(String name, List<Object> arguments, Caller caller) {
        if (!name.equalsIgnoreCase("dm_exec_sql_text")) {
            return Optional.empty();
        }
        if (arguments.size() != 1) {
            throw SqlFailure.of(174, name, 1);
        }
        return Optional.of(text(arguments.get(0), caller));
    }

    /** sys.dm_exec_sql_text: what a session was asked last, by its handle; no row for another. */
    private Relation text(@Nullable Object handle, Caller caller) {
        ViewRows rows = new ViewRows()
                .column("dbid", SqlType.SMALLINT)
                .column("objectid", SqlType.INT)
                .column("number", SqlType.SMALLINT)
                .key("encrypted", SqlType.BIT)
                .column("text", SqlType.nvarchar(SqlType.MAX));
        for (InstanceSession session : shown(caller)) {
            session.activity()
                    .filter(activity ->
                            handle instanceof byte[] wanted && java.util.Arrays.equals(wanted, handle(activity)))
                    .ifPresent(activity -> rows.row(null, null, null, false, activity.text()));
        }
        return rows;
    }

    private static byte[] handle(Activity activity) {
        return ByteBuffer.allocate(HANDLE_BYTES)
                .put(HANDLE_OF_TEXT)
                .putLong(Integer.BYTES, activity.number())
                .array();
    }

    /** The session whose open transaction this one waits for; 0 for none. */
    private int blocker(InstanceSession session) {
        return session.waitsFor()
                .flatMap(transaction -> instance.sessions().stream()
                        .filter(other -> other.holds(transaction))
                        .findFirst())
                .map(InstanceSession::id)
                .orElse(0);
    }

    private static boolean isRunning(InstanceSession session) {
        return session.activity().filter(activity -> activity.ended() == null).isPresent();
    }

    private int elapsed(Activity activity) {
        Instant now = instance.installation().machine().clock().instant();
        return (int) Math.max(0, Duration.between(activity.began(), now).toMillis());
    }

    private int databaseId(InstanceSession session) {
        return instance.storage()
                .find(session.currentDatabase())
                .map(found -> found.id())
                .orElse(0);
    }

    private static String padded(String text, int length) {
        return String.format(java.util.Locale.ROOT, "%-" + length + "s", text);
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(
                moment, instance.installation().machine().clock().getZone());
    }
}
