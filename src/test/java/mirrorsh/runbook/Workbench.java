package mirrorsh.runbook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import mirrorsh.effect.Stage;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostException;
import mirrorsh.host.Hosts;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Operator;
import mirrorsh.run.Origin;
import mirrorsh.run.Plan;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Runner;
import mirrorsh.run.Selection;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SqlText;

/** The runbooks of the product on a lab: evaluated, planned, run, and the hosts looked at afterwards. */
public final class Workbench implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final String BEYOND = """
            SELECT name, 'trustworthy' FROM sys.databases WHERE database_id > 4 AND is_trustworthy_on = 1 ORDER BY name;
            SELECT name, 'held against the policy' FROM sys.sql_logins WHERE is_policy_checked = 1 ORDER BY name;
            SELECT name, 'credential' FROM sys.credentials WHERE name NOT LIKE '##%' ORDER BY name;
            SELECT 'knows a password of', CONVERT(nvarchar(10), COUNT(*)) FROM sys.master_key_passwords""";

    private final JdbcHosts jdbc = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);
    private final LabExtension lab;
    public final JournalFolder journals;

    public Workbench(LabExtension lab, Path folder) {
        this.lab = lab;
        this.journals = new JournalFolder(folder.resolve("runs"));
        for (LabHost host : lab.lab().hosts()) {
            jdbc.connect(
                    new HostDefinition(
                            host.name(), host.server(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                    Secret.of(host.password()));
        }
    }

    public Hosts hosts() {
        return jdbc;
    }

    /** A request for a runbook of the product, with parameters {@code name=value}. */
    public RunRequest request(String name, String... pairs) {
        return request(Path.of("runbooks", name + ".groovy"), pairs);
    }

    public RunRequest request(Path file, String... pairs) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Arrays.stream(pairs).map(pair -> pair.split("=", 2)).forEach(pair -> arguments.put(pair[0], pair[1]));
        Runbook runbook = new RunbookLoader(OneSecret.EVERYWHERE).load(file, arguments);
        return new RunRequest(
                runbook.title(),
                "run " + file,
                runbook.values(),
                runbook.summary(),
                runbook.stages(),
                Origin.of(file.toString(), "hash"),
                Selection.ALL);
    }

    public Plan plan(String name, String... pairs) {
        return runner(UnaryOperator.identity()).plan(request(name, pairs));
    }

    public RunOutcome run(String name, String... pairs) {
        return run(request(name, pairs));
    }

    public RunOutcome run(RunRequest request) {
        return runner(UnaryOperator.identity()).run(request, new Willing());
    }

    public RunOutcome run(RunRequest request, Operator operator) {
        return runner(UnaryOperator.identity()).run(request, operator);
    }

    /** @param around what stands between the runner and the hosts */
    public Runner runner(UnaryOperator<Hosts> around) {
        return runner(around, Clock.systemUTC());
    }

    /** @param clock the one that the journal asks for the time of each event */
    public Runner runner(UnaryOperator<Hosts> around, Clock clock) {
        return new Runner(around.apply(jdbc), new Disks(), journals, clock);
    }

    /**
     * Everything on the hosts that procedures make, in words, without what differs from run to run. A mirror hears of a change a
     * moment after its principal has made it: it is given that moment.
     */
    public Map<String, String> picture() {
        lab.settles();
        Map<String, String> picture = new TreeMap<>();
        jdbc.observe(jdbc.names(), List.of())
                .hosts()
                .forEach((name, state) -> picture.put(name, picture(state) + beyondTheState(name)));
        return picture;
    }

    /** What is not read of every host, and procedures make all the same. */
    private String beyondTheState(String host) {
        Batch question = Batch.inMaster(SqlText.verbatim(BEYOND));
        StringBuilder text = new StringBuilder();
        jdbc.execute(host, question, message -> {}, ANSWER_LIMIT).tables().stream()
                .flatMap(table -> table.rows().stream())
                .forEach(row -> text.append('\n').append(String.join(" ", row)));
        return text.toString();
    }

    private static String picture(HostState state) {
        StringBuilder text = new StringBuilder();
        state.masterKey()
                .ifPresent(key -> text.append("master key, opens by itself ").append(key.opensByItself()));
        state.endpoint()
                .ifPresent(e -> text.append("\nendpoint ")
                        .append(e.name() + " " + e.state() + " " + e.port()
                                + " " + e.role() + " " + e.encryption() + " "
                                + state.endpointCertificate().map(c -> c.name()).orElse("-")));
        state.certificates().stream()
                .map(c -> "\ncertificate " + c.name() + " " + c.privateKey() + " " + c.owner())
                .sorted()
                .forEach(text::append);
        state.logins().stream().map(l -> "\nlogin " + l.name()).sorted().forEach(text::append);
        state.users().stream().map(u -> "\nuser " + u.name()).sorted().forEach(text::append);
        state.permissions().stream()
                .map(p -> "\n" + p.permission() + " " + p.state() + " "
                        + state.logins().stream()
                                .filter(l -> l.id() == p.granteeId())
                                .map(l -> l.name())
                                .findFirst()
                                .orElse("public"))
                .sorted()
                .forEach(text::append);
        state.databases()
                .forEach(d -> text.append("\ndatabase " + d.name() + " " + d.state() + " " + d.recoveryModel()
                        + (d.inAvailabilityGroup() ? " in a group" : "")
                        + d.session().map(Workbench::session).orElse("")));
        state.witnessed().forEach(w -> text.append("\nwitnesses " + w.database()));
        return text.toString();
    }

    private static String session(MirroringSession s) {
        return ", " + s.role() + " " + s.state() + " " + s.safety() + " " + s.partner() + " " + s.witness() + " "
                + s.timeoutSeconds();
    }

    /** The session of a database as a host sees it. */
    public MirroringSession session(String host, String database) {
        return jdbc.observe(List.of(host), List.of())
                .of(host)
                .database(database)
                .flatMap(Database::session)
                .orElseThrow();
    }

    /** The files that a request's effects ask about, made as a person would who copies them. */
    public FileTransport disks() {
        return new Disks();
    }

    public static List<Stage> stages(RunRequest request) {
        return request.stages();
    }

    private final class Disks implements FileTransport {
        @Override
        public String description() {
            return "between the lab's disks";
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            try {
                lab.lab().copy(fromHost, fromPath, toHost, toPath);
            } catch (IOException e) {
                throw new HostException(toHost, String.valueOf(e.getMessage()), "", "", e);
            }
        }
    }

    @Override
    public void close() {
        jdbc.close();
    }
}
