package mirrorsh.lab.instance;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/**
 * sp_who and sp_who2: the sessions, without the server's own, which the lab does not have. It measures no work: processor time and
 * reads are 0.
 *
 * @param wide whether it is sp_who2
 */
record WhoProcedure(Instance instance, InstanceSession session, boolean wide) implements Procedure {
    private static final DateTimeFormatter LAST_BATCH = DateTimeFormatter.ofPattern("MM/dd HH:mm:ss", Locale.ROOT);
    private static final String NOBODY = "  .";
    private static final SqlType SPID = SqlType.character(Kind.CHAR, 5);

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        String name = wide ? "sp_who2" : "sp_who";
        ProcedureArguments given = new ProcedureArguments(name, List.of("@loginame"), arguments);
        List<InstanceSession> found = sessions(given.text("@loginame"));
        (wide ? wide(found) : narrow(found)).sendTo(sink);
        return 0;
    }

    private List<InstanceSession> sessions(Optional<String> wanted) {
        boolean all = session.caller(false).rights().onServer("VWSS");
        return instance.sessions().stream()
                .filter(one -> all || one.id() == session.id())
                .filter(one -> wanted.isEmpty() || isMeant(one, wanted.get()))
                .sorted(Comparator.comparingInt(InstanceSession::id))
                .toList();
    }

    /** ACTIVE leaves out who waits for a command; else it is a session's number or a login, which has to be one. */
    private boolean isMeant(InstanceSession one, String wanted) {
        if (wanted.equalsIgnoreCase("active")) {
            return one.id() == session.id();
        }
        if (wanted.matches("\\d{1,9}")) {
            return one.id() == Integer.parseInt(wanted);
        }
        String login = instance.security()
                .login(wanted)
                .orElseThrow(() -> SqlFailure.of(15007, wanted))
                .name();
        return one.login().name().equalsIgnoreCase(login);
    }

    private String status(InstanceSession one) {
        return one.id() == session.id() ? "runnable" : "sleeping";
    }

    private String command(InstanceSession one) {
        return one.id() == session.id() ? "SELECT" : "AWAITING COMMAND";
    }

    private static String padded(String text, int length) {
        return String.format(Locale.ROOT, "%-" + length + "s", text);
    }

    private ViewRows narrow(List<InstanceSession> sessions) {
        ViewRows rows = new ViewRows()
                .column("spid", SqlType.SMALLINT)
                .column("ecid", SqlType.SMALLINT)
                .column("status", SqlType.character(Kind.NCHAR, 30))
                .column("loginame", SqlType.nvarchar(128))
                .column("hostname", SqlType.character(Kind.NCHAR, 128))
                .column("blk", SPID)
                .column("dbname", SqlType.nvarchar(128))
                .column("cmd", SqlType.character(Kind.NCHAR, 16))
                .column("request_id", SqlType.INT);
        for (InstanceSession one : sessions) {
            rows.row(
                    one.id(),
                    0,
                    padded(status(one), 30),
                    one.login().name(),
                    padded(one.client().hostName(), 128),
                    padded("0", 5),
                    one.currentDatabase(),
                    padded(command(one), 16),
                    0);
        }
        return rows;
    }

    private ViewRows wide(List<InstanceSession> sessions) {
        ViewRows rows = new ViewRows()
                .column("SPID", SPID)
                .column("Status", SqlType.nvarchar(30))
                .column("Login", SqlType.nvarchar(128))
                .column("HostName", SqlType.nvarchar(128))
                .column("BlkBy", SPID)
                .column("DBName", SqlType.nvarchar(128))
                .column("Command", SqlType.nvarchar(16))
                .column("CPUTime", SqlType.nvarchar(30))
                .column("DiskIO", SqlType.nvarchar(30))
                .column("LastBatch", SqlType.varchar(14))
                .column("ProgramName", SqlType.nvarchar(128))
                .column("SPID", SPID)
                .column("REQUESTID", SPID);
        for (InstanceSession one : sessions) {
            String spid = padded(Integer.toString(one.id()), 5);
            String host = one.client().hostName();
            rows.row(
                    spid,
                    one.id() == session.id() ? "RUNNABLE" : "sleeping",
                    one.login().name(),
                    host.isEmpty() ? NOBODY : host,
                    padded(NOBODY, 5),
                    one.currentDatabase(),
                    command(one),
                    "0",
                    "0",
                    LAST_BATCH.format(local(one.lastRequest())),
                    one.client().application(),
                    spid,
                    padded("0", 5));
        }
        return rows;
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(
                moment, instance.installation().machine().clock().getZone());
    }
}
