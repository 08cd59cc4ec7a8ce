package mirrorsh.command;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import mirrorsh.diagnosis.LogNumber;
import mirrorsh.model.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * Lines of error logs, oldest first.
 *
 * @param hidden hosts whose log this login may not read
 * @param silent what hosts did not answer, one sentence each
 */
record ErrorLogResult(List<Line> lines, List<String> hidden, List<String> silent) implements Result {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** A line and where it was read. */
    record Line(String host, LogLine line) {}

    @Override
    public void show(Console console) {
        int widest = lines.stream()
                .mapToInt(line -> console.width(line.host()))
                .max()
                .orElse(0);
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Line each : lines) {
            OptionalInt number = LogNumber.of(each.line().text());
            number.ifPresent(numbers::add);
            String host = each.host() + " ".repeat(widest - console.width(each.host()));
            console.line(console.paint(Tone.FAINT, TIME.format(each.line().time())) + "  " + host + "  "
                    + each.line().text());
        }
        silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
        if (lines.isEmpty() && hidden.isEmpty() && silent.isEmpty()) {
            console.line("There is no such line in the current error logs.");
        }
        hidden.forEach(host -> console.line("The error log of " + host
                + " is not visible to this login; it takes membership of sysadmin or securityadmin."));
        if (!numbers.isEmpty()) {
            console.line(" Times are UTC. In words: explain "
                    + String.join(" · ", numbers.stream().map(String::valueOf).toList()));
        }
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> all = new ArrayList<>();
        for (Line each : lines) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            OptionalInt number = LogNumber.of(each.line().text());
            one.put("host", each.host());
            one.put("time", each.line().time().toString());
            one.put("source", each.line().source());
            one.put("number", number.isPresent() ? number.getAsInt() : null);
            one.put("text", each.line().text());
            all.add(one);
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("lines", all);
        whole.put("not_visible", hidden);
        whole.put("silent", silent);
        return whole;
    }

    @Override
    public int exitCode() {
        return Silent.exitCode(silent);
    }
}
