package mirrorsh.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mirrorsh.model.PlainText;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.ScriptStep;
import mirrorsh.tsql.SqlcmdScript;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql TEXT}: what the operator writes is sent as it is. */
@Command(
        name = "sql",
        description = "Run T-SQL text or a file on hosts",
        footer = "  sql \"SELECT name, state_desc FROM sys.databases\" --on HOST_A,HOST_B")
final class SqlCommand implements Doing {
    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = {
                "T-SQL; batches are parted by lines with GO. Scripts for sqlcmd run: GO [n], :CONNECT HOST,",
                ":setvar NAME value, $(NAME), :r FILE, :on error exit|ignore, :exit. Other than with sqlcmd, the first",
                "error ends the script, unless it says :on error ignore."
            })
    private List<String> text = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Take the T-SQL from a file")
    private @Nullable Path file;

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "The database to run in, by default master")
    private String database = "master";

    @Option(
            names = {"-v", "--variable"},
            paramLabel = "NAME=VALUE",
            description = "A value for $(NAME); may be repeated")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--no-variables", description = "Send $(NAME) as it is")
    private boolean noVariables;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the results to a file as comma-separated values")
    private @Nullable Path csv;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<ScriptStep> steps = SqlcmdScript.read(
                script(), new SqlcmdScript.Setting(variables, !noVariables, name -> text(Path.of(name))));
        if (steps.stream().noneMatch(ScriptStep.Send.class::isInstance)) {
            throw new UsageException("There is no T-SQL to run.", "sql \"SELECT @@SERVERNAME\", or sql --file FILE");
        }
        Path to = csv;
        SqlResult result = new SqlResult(answers(session, steps));
        if (to != null) {
            CsvFile.write(to, result);
            return new SqlResult.Written(result, to);
        }
        return result;
    }

    private List<SqlResult.OnHost> answers(Session session, List<ScriptStep> steps) {
        boolean travels = steps.stream().anyMatch(ScriptStep.Connect.class::isInstance);
        if (!travels) {
            return onEach(session, scope.hosts(session), steps);
        }
        List<ScriptStep> found = new ArrayList<>();
        for (ScriptStep step : steps) {
            found.add(step instanceof ScriptStep.Connect connect ? connected(session, connect) : step);
        }
        boolean itself = found.get(0) instanceof ScriptStep.Connect;
        return new ScriptRun(session.hosts(), itself ? "" : scope.host(session), database).run(found);
    }

    /** All hosts that a script names are connected before anything of it runs. */
    private static ScriptStep connected(Session session, ScriptStep.Connect connect) {
        return new ScriptStep.Connect(session.namedOrServer(connect.host()), connect.line());
    }

    private List<SqlResult.OnHost> onEach(Session session, List<String> hosts, List<ScriptStep> steps) {
        ExecutorService pool = Executors.newFixedThreadPool(hosts.size());
        try {
            List<Future<List<SqlResult.OnHost>>> pending = hosts.stream()
                    .map(host -> pool.submit(() -> new ScriptRun(session.hosts(), host, database).run(steps)))
                    .toList();
            List<SqlResult.OnHost> all = new ArrayList<>();
            for (Future<List<SqlResult.OnHost>> each : pending) {
                all.addAll(each.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.cancel();
            throw new UsageException("The statement was interrupted.", "status");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told; // a host that cannot be reached says so itself
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private String script() {
        Path from = file;
        return from == null ? String.join(" ", text) : text(from);
    }

    private static String text(Path from) {
        try (InputStream in = Files.newInputStream(from)) {
            return PlainText.of(from.toString(), in);
        } catch (IOException e) {
            throw new UsageException("There is no readable file at " + from + ".", "sql --file FILE");
        }
    }
}
