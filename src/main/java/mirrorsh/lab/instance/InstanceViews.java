package mirrorsh.lab.instance;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import mirrorsh.lab.instance.Mirroring.Link;
import mirrorsh.lab.instance.Mirroring.Listener;
import mirrorsh.lab.instance.Mirroring.Witnessed;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** The views that show live state: links, listeners, witnessed sessions, messages; those of sessions by {@link SessionViews}. */
final class InstanceViews {
    private static final int ENGLISH = 1033;
    private static final SqlType TEXT60 = SqlType.nvarchar(60);

    private final Instance instance;

    InstanceViews(Instance instance) {
        this.instance = instance;
    }

    Optional<Relation> find(String schema, String view, Caller caller) {
        if (!schema.equals("sys")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (view) {
                    case "messages" -> messages();
                    case "dm_db_mirroring_connections" -> serverState(caller, links());
                    case "dm_tcp_listener_states" -> serverState(caller, listeners());
                    case "database_mirroring_witnesses" -> witnesses();
                    case "configurations" -> configurations();
                    case "dm_os_performance_counters" -> serverState(caller, new PerformanceCounters(instance).rows());
                    default ->
                        new SessionViews(instance)
                                .find(view, caller)
                                .or(() -> new AvailabilityViews(instance).find(view, caller))
                                .orElse(null);
                });
    }

    /** Dynamic views want VIEW SERVER STATE (300, tsql.md §6.2). */
    private static Relation serverState(Caller caller, Relation rows) {
        if (!caller.rights().onServer("VWSS")) {
            throw SqlFailure.of(300, "VIEW SERVER STATE", "server");
        }
        return rows;
    }

    private Relation messages() {
        ViewRows rows = new ViewRows()
                .key("message_id", SqlType.INT)
                .key("language_id", SqlType.SMALLINT)
                .column("severity", SqlType.TINYINT)
                .key("is_event_logged", SqlType.BIT)
                .key("text", SqlType.nvarchar(2048));
        for (Messages.Entry entry : Messages.all().values()) {
            rows.row(entry.number(), ENGLISH, entry.severity(), entry.logged(), entry.template());
        }
        return rows;
    }

    /** catalog.md §2.4; the authentication method's text is unconfirmed. */
    private Relation links() {
        ViewRows rows = new ViewRows()
                .column("connection_id", SqlType.UNIQUEIDENTIFIER)
                .column("transport_stream_id", SqlType.UNIQUEIDENTIFIER)
                .column("state", SqlType.SMALLINT)
                .column("state_desc", TEXT60)
                .column("connect_time", SqlType.DATETIME)
                .column("login_time", SqlType.DATETIME)
                .column("authentication_method", SqlType.nvarchar(128))
                .column("principal_name", SqlType.nvarchar(128))
                .column("remote_user_name", SqlType.nvarchar(128))
                .column("last_activity_time", SqlType.DATETIME)
                .column("is_accept", SqlType.BIT)
                .column("login_state", SqlType.SMALLINT)
                .column("login_state_desc", TEXT60)
                .column("peer_certificate_id", SqlType.INT)
                .column("encryption_algorithm", SqlType.SMALLINT)
                .column("encryption_algorithm_desc", TEXT60)
                .column("receives_posted", SqlType.SMALLINT)
                .column("is_receive_flow_controlled", SqlType.BIT)
                .column("sends_posted", SqlType.SMALLINT)
                .column("is_send_flow_controlled", SqlType.BIT)
                .column("total_bytes_sent", SqlType.BIGINT)
                .column("total_bytes_received", SqlType.BIGINT)
                .column("total_fragments_sent", SqlType.BIGINT)
                .column("total_fragments_received", SqlType.BIGINT)
                .column("total_sends", SqlType.BIGINT)
                .column("total_receives", SqlType.BIGINT)
                .column("peer_arbitration_id", SqlType.UNIQUEIDENTIFIER);
        for (Link link : instance.mirroring().links()) {
            rows.row(
                    link.connectionId(),
                    link.connectionId(),
                    link.state(),
                    link.stateText(),
                    local(link.connectTime()),
                    local(link.loginTime()),
                    "CERTIFICATE",
                    link.principalName(),
                    null,
                    local(link.lastActivity()),
                    link.accepted(),
                    link.loginState(),
                    link.loginStateText(),
                    link.peerCertificateId(),
                    link.encryptionAlgorithm(),
                    link.encryptionAlgorithmText(),
                    1,
                    false,
                    0,
                    false,
                    link.bytesSent(),
                    link.bytesReceived(),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return rows;
    }

    /** catalog.md §3.3. */
    private Relation listeners() {
        ViewRows rows = new ViewRows()
                .key("listener_id", SqlType.INT)
                .key("ip_address", SqlType.nvarchar(48))
                .key("is_ipv4", SqlType.BIT)
                .key("port", SqlType.INT)
                .key("type", SqlType.TINYINT)
                .key("type_desc", SqlType.nvarchar(20))
                .key("state", SqlType.TINYINT)
                .key("state_desc", SqlType.nvarchar(16))
                .key("start_time", SqlType.DATETIME);
        int id = 1;
        for (Listener listener : instance.mirroring().listeners()) {
            rows.row(
                    id++,
                    listener.ip(),
                    listener.ipv4(),
                    listener.port(),
                    2,
                    "DATABASE_MIRRORING",
                    1,
                    "ONLINE",
                    local(listener.startTime()));
        }
        return rows;
    }

    /** catalog.md §2.3: here 5 is SYNCHRONIZED and 6 is UNSYNCHRONIZED. */
    private Relation witnesses() {
        ViewRows rows = new ViewRows()
                .key("database_name", SqlType.SYSNAME)
                .key("principal_server_name", SqlType.SYSNAME)
                .key("mirror_server_name", SqlType.SYSNAME)
                .key("safety_level", SqlType.TINYINT)
                .column("safety_level_desc", TEXT60)
                .key("safety_sequence_number", SqlType.INT)
                .key("role_sequence_number", SqlType.INT)
                .key("mirroring_guid", SqlType.UNIQUEIDENTIFIER)
                .key("family_guid", SqlType.UNIQUEIDENTIFIER)
                .column("is_suspended", SqlType.BIT)
                .key("is_suspended_sequence_number", SqlType.INT)
                .column("partner_sync_state", SqlType.TINYINT)
                .column("partner_sync_state_desc", TEXT60);
        for (Witnessed session : instance.mirroring().witnessed()) {
            rows.row(
                    session.database(),
                    session.principal(),
                    session.mirror(),
                    session.safety(),
                    session.safety() == 2 ? "FULL" : session.safety() == 1 ? "OFF" : "UNKNOWN",
                    session.safetySequence(),
                    session.roleSequence(),
                    session.mirroringGuid(),
                    session.familyGuid(),
                    session.suspended(),
                    1,
                    session.synchronizedPartners() ? 5 : 6,
                    session.synchronizedPartners() ? "SYNCHRONIZED" : "UNSYNCHRONIZED");
        }
        return rows;
    }

    private Relation configurations() {
        ViewRows rows = new ViewRows()
                .key("configuration_id", SqlType.INT)
                .key("name", SqlType.nvarchar(35))
                .column("value", SqlType.SQL_VARIANT)
                .column("minimum", SqlType.SQL_VARIANT)
                .column("maximum", SqlType.SQL_VARIANT)
                .column("value_in_use", SqlType.SQL_VARIANT)
                .key("description", SqlType.nvarchar(255))
                .key("is_dynamic", SqlType.BIT)
                .key("is_advanced", SqlType.BIT);
        Settings settings = instance.settings();
        for (Settings.Setting setting : settings.all()) {
            rows.row(
                    setting.id(),
                    setting.name(),
                    number(settings.configured(setting)),
                    number(setting.minimum()),
                    number(setting.maximum()),
                    number(settings.inUse(setting)),
                    setting.name(),
                    setting.dynamic(),
                    setting.advanced());
        }
        return rows;
    }

    private static Object number(int value) {
        return new mirrorsh.lab.type.Variant(SqlType.INT, value);
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(
                moment, instance.installation().machine().clock().getZone());
    }
}
