package mirrorsh.lab.instance;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.MonitorAlert.Threshold;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/**
 * The procedures of the mirroring monitor (tsql.md §10.1, sessions.md §11). The job that one of them makes never runs: the lab has
 * no Agent, so history grows by sp_dbmmonitorupdate and by reading with refresh.
 */
final class MonitorProcedures {
    private static final String JOB = "Database Mirroring Monitor Job";
    private static final String DATABASE = "@database_name";
    private static final String ALERT = "@alert_id";
    private static final int LONGEST_PERIOD = 120;

    private final Instance instance;
    private final InstanceSession session;
    private final MirroringMonitor monitor;

    MonitorProcedures(Instance instance, InstanceSession session) {
        this.instance = instance;
        this.session = session;
        this.monitor = instance.monitor();
    }

    private interface Body {
        void run(ProcedureArguments arguments, ResponseSink sink);
    }

    Optional<Procedure> find(ObjectName name) {
        String plain = name.name().toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "sp_dbmmonitoraddmonitoring" -> settings(plain, List.of("@update_period"), this::addMonitoring);
            case "sp_dbmmonitorchangemonitoring" ->
                settings(plain, List.of("@parameter_id", "@value"), this::changeMonitoring);
            case "sp_dbmmonitorhelpmonitoring" -> settings(plain, List.of(), this::helpMonitoring);
            case "sp_dbmmonitordropmonitoring" -> settings(plain, List.of(), this::dropMonitoring);
            case "sp_dbmmonitorchangealert" ->
                settings(plain, List.of(DATABASE, ALERT, "@threshold", "@enabled"), this::changeAlert);
            case "sp_dbmmonitorhelpalert" -> settings(plain, List.of(DATABASE, ALERT), this::helpAlert);
            case "sp_dbmmonitordropalert" -> settings(plain, List.of(DATABASE, ALERT), this::dropAlert);
            case "sp_dbmmonitorupdate" -> history(name, List.of(DATABASE), this::update);
            case "sp_dbmmonitorresults" -> history(name, List.of(DATABASE, "@mode", "@update_table"), this::results);
            default -> Optional.empty();
        };
    }

    /** One that changes or shows settings: for sysadmin. */
    private Optional<Procedure> settings(String name, List<String> parameters, Body body) {
        return Optional.of((arguments, sink, cancellation) -> {
            if (!caller().sysadmin()) {
                throw SqlFailure.of(15247);
            }
            body.run(new ProcedureArguments(name, parameters, arguments), sink);
            return 0;
        });
    }

    /** One that only runs in msdb (32045). */
    private Optional<Procedure> history(ObjectName name, List<String> parameters, Body body) {
        String database = name.database();
        boolean inside = "msdb".equalsIgnoreCase(database == null ? session.currentDatabase() : database);
        return Optional.of((arguments, sink, cancellation) -> {
            if (!inside) {
                throw SqlFailure.of(32045, name.name());
            }
            body.run(new ProcedureArguments(name.name(), parameters, arguments), sink);
            return 0;
        });
    }

    private Caller caller() {
        return session.caller(false);
    }

    // ---------------------------------------------------------------- the job

    private void addMonitoring(ProcedureArguments arguments, ResponseSink sink) {
        int minutes = arguments.number("@update_period").orElse(1);
        checkPeriod(minutes);
        if (instance.storage().jobs().has(JOB)) {
            throw SqlFailure.of(32033);
        }
        instance.storage().jobs().add(JOB, "");
        monitor.period(minutes);
    }

    private static void checkPeriod(int minutes) {
        if (minutes < 1 || minutes > LONGEST_PERIOD) {
            throw SqlFailure.of(32032);
        }
    }

    private void checkJob() {
        if (!instance.storage().jobs().has(JOB)) {
            throw SqlFailure.of(32049);
        }
    }

    private void changeMonitoring(ProcedureArguments arguments, ResponseSink sink) {
        checkJob();
        int parameter = arguments.neededNumber("@parameter_id");
        if (parameter != 1) {
            throw SqlFailure.of(32036, "@parameter_id", parameter);
        }
        int minutes = arguments.neededNumber("@value");
        checkPeriod(minutes);
        monitor.period(minutes);
    }

    private void helpMonitoring(ProcedureArguments arguments, ResponseSink sink) {
        checkJob();
        sink.columns(List.of(Column.notNull("update_period", SqlType.INT))); // the column's name is unconfirmed
        sink.row(new Object[] {monitor.period()});
    }

    private void dropMonitoring(ProcedureArguments arguments, ResponseSink sink) {
        checkJob();
        instance.storage().jobs().remove(JOB);
    }

    // ---------------------------------------------------------------- alerts

    private void changeAlert(ProcedureArguments arguments, ResponseSink sink) {
        String database = userDatabase(arguments.neededText(DATABASE));
        MonitorAlert alert = alert(arguments.neededNumber(ALERT));
        int threshold = arguments.neededNumber("@threshold");
        if (threshold < 0) {
            throw SqlFailure.of(32036, "@threshold", threshold);
        }
        boolean enabled =
                alert == MonitorAlert.RETENTION || arguments.number("@enabled").orElse(1) != 0;
        monitor.threshold(database, alert, new Threshold(threshold, enabled));
    }

    private static MonitorAlert alert(int id) {
        return MonitorAlert.of(id).orElseThrow(() -> SqlFailure.of(32036, ALERT, id));
    }

    private static List<MonitorAlert> alerts(ProcedureArguments arguments) {
        return arguments.number(ALERT).map(id -> List.of(alert(id))).orElseGet(() -> List.of(MonitorAlert.values()));
    }

    private void helpAlert(ProcedureArguments arguments, ResponseSink sink) {
        String database = userDatabase(arguments.neededText(DATABASE));
        List<MonitorAlert> alerts = alerts(arguments);
        sink.columns(List.of(
                Column.notNull("alert_id", SqlType.INT),
                Column.of("threshold", SqlType.INT),
                Column.notNull("enabled", SqlType.BIT)));
        for (MonitorAlert alert : alerts) {
            Threshold threshold = monitor.threshold(database, alert);
            sink.row(new Object[] {alert.id(), threshold.value(), threshold.enabled()});
        }
    }

    private void dropAlert(ProcedureArguments arguments, ResponseSink sink) {
        String database = userDatabase(arguments.neededText(DATABASE));
        alerts(arguments).forEach(alert -> monitor.dropThreshold(database, alert));
    }

    // ---------------------------------------------------------------- history

    private String userDatabase(String name) {
        Database database = instance.storage().find(name).orElseThrow(() -> SqlFailure.of(15010, name));
        if (database.id() <= 4) {
            throw SqlFailure.of(32050);
        }
        return database.name();
    }

    private String mirroredDatabase(String name) {
        String database = userDatabase(name);
        if (monitoring().sample(database).isEmpty()) {
            throw SqlFailure.of(32039, database);
        }
        return database;
    }

    private MonitorUpdate monitoring() {
        return new MonitorUpdate(instance, session.id());
    }

    private void update(ProcedureArguments arguments, ResponseSink sink) {
        if (!caller().sysadmin()) {
            throw SqlFailure.of(15247);
        }
        Optional<String> one = arguments.text(DATABASE).map(this::mirroredDatabase);
        monitoring().run(one);
    }

    private void results(ProcedureArguments arguments, ResponseSink sink) {
        if (!caller().sysadmin() && !monitoring().mayRead(caller())) {
            throw SqlFailure.of(32046);
        }
        String database = mirroredDatabase(arguments.neededText(DATABASE));
        int mode = arguments.number("@mode").orElse(0);
        LocalDateTime now = LocalDateTime.now(session.clock());
        MonitorResults results = MonitorResults.of(mode, now).orElseThrow(() -> SqlFailure.of(32036, "@mode", mode));
        boolean refresh = arguments.number("@update_table").orElse(0) != 0;
        if (refresh && caller().sysadmin() && !monitor.isFresh(database, now)) {
            monitoring().run(Optional.of(database));
        }
        if (!monitor.isInstalled()) {
            throw SqlFailure.of(32041);
        }
        results.send(database, monitor.rows(database, results.most(), results.since()), sink);
    }
}
