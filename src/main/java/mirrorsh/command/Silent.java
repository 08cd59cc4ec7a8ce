package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a result says of hosts that did not answer. */
final class Silent {
    private Silent() {}

    /** What the others answered, and a sentence for each that did not. */
    static Map<String, ?> with(List<String> silent, Map<String, ?> fields) {
        if (silent.isEmpty()) {
            return fields;
        }
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("silent", silent);
        return all;
    }

    /** A part of what was asked for is not there. */
    static int exitCode(List<String> silent) {
        return silent.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
