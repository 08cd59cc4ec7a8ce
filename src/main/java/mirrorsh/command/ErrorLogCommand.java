package mirrorsh.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mirrorsh.host.InstanceErrorLogs;
import mirrorsh.model.LogLine;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errorlog}: the logs of several hosts in one order. */
@Command(
        name = "errorlog",
        description = "Show what the error logs of hosts say of mirroring",
        footer = "  errorlog --on HOST_A,HOST_B --grep 28034 --last 5")
final class ErrorLogCommand implements Doing {
    @Option(
            names = "--grep",
            paramLabel = "TEXT",
            description = "Every line with this text, not those on mirroring only")
    private String grep = "";

    @Option(names = "--last", paramLabel = "N", description = "So many lines at most, the newest; by default 30")
    private int last = 30;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        if (last < 1) {
            throw new UsageException("--last needs a number of 1 or more.", "errorlog --last 30");
        }
        List<String> hosts = scope.hostsOrAll(session);
        List<ErrorLogResult.Line> lines = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, hosts.size()));
        try {
            Map<String, Future<Optional<List<LogLine>>>> pending = new LinkedHashMap<>();
            hosts.forEach(host -> pending.put(host, pool.submit(() -> read(session, host))));
            for (Map.Entry<String, Future<Optional<List<LogLine>>>> each : pending.entrySet()) {
                String host = each.getKey();
                try {
                    each.getValue()
                            .get()
                            .ifPresentOrElse(
                                    found -> found.forEach(line -> lines.add(new ErrorLogResult.Line(host, line))),
                                    () -> hidden.add(host));
                } catch (ExecutionException e) {
                    silent.add(host + " is left out: " + Examination.problem(e).getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.cancel();
            throw new UsageException("Reading the logs was interrupted.", "the same command again");
        } finally {
            pool.shutdownNow();
        }
        lines.sort(Comparator.comparing(line -> line.line().time()));
        return new ErrorLogResult(lines.subList(Math.max(0, lines.size() - last), lines.size()), hidden, silent);
    }

    private Optional<List<LogLine>> read(Session session, String host) {
        InstanceErrorLogs logs = new InstanceErrorLogs(session.hosts());
        return grep.isEmpty() ? Optional.ofNullable(logs.recent(List.of(host)).get(host)) : logs.containing(host, grep);
    }
}
