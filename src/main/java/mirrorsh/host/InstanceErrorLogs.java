package mirrorsh.host;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.model.LogLine;
import mirrorsh.tsql.ErrorLogQuery;
import org.jspecify.annotations.Nullable;

/** Error logs read by the instances themselves, with xp_readerrorlog. As safe to share as its hosts are. */
public final class InstanceErrorLogs implements ErrorLogs {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NOT_ALLOWED = 15247;
    private static final int EXECUTE_DENIED = 229;

    private final Hosts hosts;

    public InstanceErrorLogs(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Map<String, List<LogLine>> recent(Collection<String> names) {
        Map<String, List<LogLine>> logs = new LinkedHashMap<>();
        for (String host : names) {
            read(host).ifPresent(lines -> logs.put(host, lines));
        }
        return logs;
    }

    private Optional<List<LogLine>> read(String host) {
        try {
            return Optional.of(lines(hosts.execute(host, ErrorLogQuery.recent(), message -> {}, LIMIT)));
        } catch (StatementRefusedException e) {
            if (e.number() == NOT_ALLOWED || e.number() == EXECUTE_DENIED) {
                return Optional.empty(); // ordinary for a login that is no sysadmin: said by the diagnosis
            }
            throw e;
        }
    }

    /** The words overlap, so a line may come in several result sets. */
    private static List<LogLine> lines(BatchResult result) {
        Set<LogLine> lines = new LinkedHashSet<>();
        Duration ahead = Duration.ZERO;
        for (ResultTable table : result.tables()) {
            if (table.columns().size() == 1) {
                ahead = Duration.ofMinutes(Long.parseLong(text(table.rows().get(0), 0)));
            } else {
                for (List<@Nullable String> row : table.rows()) {
                    lines.add(new LogLine(moment(text(row, 0)).minus(ahead), text(row, 1), text(row, 2)));
                }
            }
        }
        List<LogLine> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(LogLine::time));
        return sorted;
    }

    private static String text(List<@Nullable String> row, int column) {
        String value = row.get(column);
        return value == null ? "" : value;
    }

    /** A datetime as JDBC writes it. */
    private static Instant moment(String text) {
        return Timestamp.valueOf(text).toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
}
