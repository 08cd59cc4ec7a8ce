package mirrorsh.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the numbers were measured on. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path SYSTEM = Path.of("/etc/os-release");

    private Machine() {}

    /** Processors, memory, system and Java in one line. */
    static String description() throws IOException {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 30
                : 0;
        return Runtime.getRuntime().availableProcessors() + " × "
                + value(PROCESSORS, "model name", ":", "unknown processor")
                + ", " + memory + " GiB, " + value(SYSTEM, "PRETTY_NAME", "=", System.getProperty("os.name"))
                + ", Java " + Runtime.version();
    }

    private static String value(Path file, String key, String sign, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(sign) + 1).strip().replace("\"", ""))
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
