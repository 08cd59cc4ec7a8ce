package mirrorsh.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system's list of processes tells of one and of all that it starts. */
final class Processes {
    /** Of a child that has not taken up its own program and environment yet: Java starts all of them by this one. */
    private static final Pattern NOT_YET_ITSELF = Pattern.compile("\\S*/jspawnhelper\n");

    private final Leaks leaks;
    private final ProcessHandle first;
    private final Map<String, String> given;
    private final Set<String> children = ConcurrentHashMap.newKeySet();

    /** @param given variables that the first one was given, and nobody else is to see */
    Processes(Leaks leaks, ProcessHandle first, Map<String, String> given) {
        this.leaks = leaks;
        this.first = first;
        this.given = Map.copyOf(given);
    }

    /** Looks at them as they are now. */
    void look() {
        look(first.pid(), true);
        try (Stream<ProcessHandle> below = first.descendants()) {
            below.forEach(child -> look(child.pid(), false));
        }
    }

    private void look(long pid, boolean own) {
        try {
            String line = read(pid, "cmdline"); // before the environment: a process only turns into another one later
            String environment = read(pid, "environ");
            if (own || NOT_YET_ITSELF.matcher(line).lookingAt() || line.equals(read(first.pid(), "cmdline"))) {
                for (Map.Entry<String, String> variable : given.entrySet()) {
                    environment = environment.replace(variable.getKey() + "=" + variable.getValue(), "");
                }
            } else {
                children.add(line);
            }
            leaks.left("command line of process " + pid, line);
            leaks.left("environment of process " + pid + " " + line, environment);
        } catch (IOException gone) {
            leaks.left("process that came and went", Long.toString(pid));
        }
    }

    private static String read(long pid, String what) throws IOException {
        byte[] text = Files.readAllBytes(Path.of("/proc", Long.toString(pid), what));
        return new String(text, StandardCharsets.UTF_8).replace('\0', '\n');
    }

    /** The command lines of all that the first one was seen to have started. */
    Set<String> children() {
        return Set.copyOf(children);
    }
}
