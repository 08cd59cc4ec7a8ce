package mirrorsh.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        InstanceErrorLogs logs = new InstanceErrorLogs(session.hosts());
        List<ErrorLogResult.Line> lines = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (String host : scope.hostsOrAll(session)) {
            Optional<List<LogLine>> log = grep.isEmpty()
                    ? Optional.ofNullable(logs.recent(List.of(host)).get(host))
                    : logs.containing(host, grep);
            log.ifPresentOrElse(
                    found -> found.forEach(line -> lines.add(new ErrorLogResult.Line(host, line))),
                    () -> hidden.add(host));
        }
        lines.sort(Comparator.comparing(line -> line.line().time()));
        return new ErrorLogResult(lines.subList(Math.max(0, lines.size() - last), lines.size()), hidden);
    }
}
