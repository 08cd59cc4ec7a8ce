package mirrorsh.lab.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What instances leave behind in this process: threads and sockets. */
final class Traces {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Traces() {}

    /** The names of live threads that match. */
    static List<String> threads(Pattern name) {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] all = new Thread[top.activeCount() * 2 + 100];
        int count = top.enumerate(all);
        return Arrays.stream(all, 0, count)
                .map(Thread::getName)
                .filter(each -> name.matcher(each).matches())
                .toList();
    }

    /** The threads of one host's instance. */
    static List<String> threads(String host) {
        return threads(Pattern.compile("(mirroring |tds-)" + host + "[ -].*"));
    }

    /** The TCP sockets of this process by their addresses; nothing where the system does not tell (only Linux does). */
    static List<String> sockets() {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            Set<String> own = handles.map(Traces::inode).collect(Collectors.toSet());
            List<String> open = new ArrayList<>();
            for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] fields = line.trim().split("\\s+");
                    if (fields.length > 9 && own.contains(fields[9])) {
                        open.add(fields[1] + " to " + fields[2] + " state " + fields[3]);
                    }
                }
            }
            return open;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The sockets of this process at one address of its own. */
    static List<String> sockets(InetAddress address) {
        byte[] bytes = address.getAddress();
        String own = "%02X%02X%02X%02X:".formatted(bytes[3], bytes[2], bytes[1], bytes[0]);
        return sockets().stream().filter(socket -> socket.startsWith(own)).toList();
    }

    /** The number behind "socket:[1234]". */
    private static String inode(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString().replaceAll("\\D", "");
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** Waits until there are at most so many; those that are left when there are not. */
    static List<String> leftOver(int most, Supplier<List<String>> traces) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> now = traces.get();
        while (now.size() > most && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
            now = traces.get();
        }
        return now.size() > most ? now : List.of();
    }
}
