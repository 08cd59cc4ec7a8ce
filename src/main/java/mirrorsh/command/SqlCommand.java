package mirrorsh.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.model.MirrorException;
import mirrorsh.model.PlainText;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.BatchSplitter;
import mirrorsh.tsql.ScriptBatch;
import mirrorsh.tsql.SqlText;
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
    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "T-SQL; batches are parted by lines with GO")
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

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<ScriptBatch> batches = BatchSplitter.split(script());
        if (batches.isEmpty()) {
            throw new UsageException("There is no T-SQL to run.", "sql \"SELECT @@SERVERNAME\", or sql --file FILE");
        }
        List<String> hosts = scope.hosts(session);
        ExecutorService pool = Executors.newFixedThreadPool(hosts.size());
        try {
            List<Future<SqlResult.OnHost>> pending = hosts.stream()
                    .map(host -> pool.submit(() -> on(session, host, batches)))
                    .toList();
            List<SqlResult.OnHost> all = new ArrayList<>();
            for (Future<SqlResult.OnHost> each : pending) {
                all.add(each.get());
            }
            return new SqlResult(all);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.cancel();
            throw new UsageException("The statement was interrupted.", "status");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private String script() {
        Path from = file;
        if (from == null) {
            return String.join(" ", text);
        }
        try {
            return PlainText.of(from.toString(), Files.readAllBytes(from));
        } catch (IOException e) {
            throw new UsageException("There is no readable file at " + from + ".", "sql --file FILE");
        }
    }

    private SqlResult.OnHost on(Session session, String host, List<ScriptBatch> batches) {
        List<BatchResult> results = new ArrayList<>();
        try {
            for (ScriptBatch batch : batches) {
                for (int i = 0; i < batch.count(); i++) {
                    Batch sent = new Batch(database, SqlText.verbatim(batch.text()));
                    results.add(session.hosts().execute(host, sent, message -> {}, null));
                }
            }
            return new SqlResult.OnHost(host, results, null);
        } catch (MirrorException problem) {
            return new SqlResult.OnHost(host, results, problem);
        }
    }
}
