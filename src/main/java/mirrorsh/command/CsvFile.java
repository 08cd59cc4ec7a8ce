package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mirrorsh.host.Hosts.BatchResult;
import mirrorsh.host.Hosts.ResultTable;
import org.jspecify.annotations.Nullable;

/**
 * Results as comma-separated values (RFC 4180, UTF-8). With several hosts the first column is the host. Results with other columns
 * than those before begin with their own heading after an empty line. NULL is nothing, an empty string is {@code ""}.
 */
final class CsvFile {
    private CsvFile() {}

    /** @throws mirrorsh.model.MirrorException when it cannot be written */
    static void write(Path file, SqlResult result) {
        WrittenFile.write(file, lines(result).stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    static List<String> lines(SqlResult result) {
        boolean several =
                result.hosts().stream().map(SqlResult.OnHost::host).distinct().count() > 1;
        List<String> lines = new ArrayList<>();
        List<String> heading = List.of();
        for (SqlResult.OnHost one : result.hosts()) {
            for (BatchResult batch : one.batches()) {
                for (ResultTable table : batch.tables()) {
                    if (!table.columns().equals(heading)) {
                        heading = table.columns();
                        if (!lines.isEmpty()) {
                            lines.add("");
                        }
                        lines.add((several ? "host," : "") + line(table.columns()));
                    }
                    String first = several ? field(one.host()) + "," : "";
                    table.rows().forEach(row -> lines.add(first + line(row)));
                }
            }
        }
        return lines;
    }

    private static String line(List<? extends @Nullable String> values) {
        return values.stream().map(CsvFile::field).collect(Collectors.joining(","));
    }

    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
