package mirrorsh.model;

import java.time.Instant;

/**
 * A line of an instance's error log.
 *
 * @param time when it was written; the log's own local time turned into UTC by the host's clock
 * @param source for example {@code Logon} or {@code spid22s}
 */
public record LogLine(Instant time, String source, String text) {}
