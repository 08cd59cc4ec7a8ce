package mirrorsh.lab.machine;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.type.SqlMessage;

/** The error log of an instance; newest file only. Safe to share. */
public final class ErrorLog {
    private static final int MOST = 20_000;

    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();

    public ErrorLog(Clock clock) {
        this.clock = clock;
    }

    /** One line: local time, source such as {@code spid51} or {@code Logon}, text. */
    public record Line(LocalDateTime time, String source, String text) {}

    public void write(String source, String text) {
        synchronized (lines) {
            if (lines.size() >= MOST) {
                lines.remove(0);
            }
            lines.add(new Line(LocalDateTime.now(clock), source, text));
        }
    }

    /** A message as the server logs it: "Error: n, Severity: s, State: t." and its text. */
    public void write(String source, SqlMessage message) {
        if (message.isError()) {
            write(
                    source,
                    "Error: " + message.number() + ", Severity: " + message.severity() + ", State: " + message.state()
                            + ".");
        }
        write(source, message.text());
    }

    /** All lines, oldest first. */
    public List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
