package mirrorsh.runbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mirrorsh.run.Json;
import org.jspecify.annotations.Nullable;

/**
 * The points at which a chain of processes is killed: each at the first event of its journal at which none was killed before. Safe
 * to share between the test and its wires.
 */
final class KillPoints {
    private static final Set<String> ACTIONS = Set.of("statement", "copy", "await");
    /** Around a statement's text lie headers, and the encryption's. */
    private static final int LEAST_AROUND = 40;
    /** So much longer than the statement may be what stands for its secrets. */
    private static final int MASKS = 12;

    private final Path journals;
    private final Set<String> done = new LinkedHashSet<>();
    private Set<Path> before = Set.of();
    private List<Event> events = List.of();
    private long size;

    /** @param journals the folder of the processes' journals */
    KillPoints(Path journals) {
        this.journals = journals;
    }

    /** A process begins, whose journal will be a new one. */
    synchronized void nextProcess() {
        before = files();
        events = List.of();
        size = 0;
    }

    /** Of all that is to be killed, what {@code -Dkill.part} leaves: {@code 2/5} is the second of five parts. */
    static <T> List<T> part(List<T> all) {
        String[] part = System.getProperty("kill.part", "1/1").split("/", 2);
        return IntStream.range(0, all.size())
                .filter(index -> index % Integer.parseInt(part[1]) == Integer.parseInt(part[0]) - 1)
                .mapToObj(all::get)
                .toList();
    }

    /** Those at which a process was killed, in order. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    private record Event(String key, Map<?, ?> members) {
        String name() {
            return String.valueOf(members.get("event"));
        }

        String text(String member) {
            return String.valueOf(members.get(member));
        }
    }

    /** Where the process has come to; null before it has come to a new point. */
    private synchronized @Nullable Event point() {
        return events().stream()
                .filter(event -> event.name().equals("step-begun") || ACTIONS.contains(event.name()))
                .filter(event -> !done.contains(event.key()))
                .findFirst()
                .orElse(null);
    }

    /** What the process has written so far; read again only when that is more than it was. */
    private synchronized List<Event> events() {
        Path journal = files().stream()
                .filter(file -> !before.contains(file))
                .findFirst()
                .orElse(null);
        if (journal != null && journal.toFile().length() != size) {
            size = journal.toFile().length();
            events = lines(journal).stream().map(KillPoints::event).toList();
        }
        return events;
    }

    /** What the process wants done by hand; empty for nothing. */
    String byHand() {
        return events().stream()
                .filter(event -> event.name().equals("by-hand"))
                .map(event -> event.text("what"))
                .findFirst()
                .orElse("");
    }

    /** Whether the process has come to a point at which it can be killed at once. */
    boolean isReached() {
        Event point = point();
        return point != null && !point.name().equals("statement");
    }

    /** Whether a request of so many bytes is the statement in the middle of which the process is to be killed. */
    boolean isStatement(String host, int bytes) {
        Event point = point();
        return point != null
                && point.name().equals("statement")
                && point.text("host").equals(host)
                && bytes >= LEAST_AROUND + 2 * (point.text("text").length() - MASKS);
    }

    /** The process was killed; whether it had come to a point. */
    synchronized boolean killed() {
        Event point = point();
        return point != null && done.add(point.key());
    }

    private Set<Path> files() {
        if (!Files.isDirectory(journals)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(journals)) {
            return new LinkedHashSet<>(
                    files.sorted(Comparator.comparing(Path::toString)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of all journals, oldest first. */
    List<String> lines() {
        return files().stream().flatMap(file -> lines(file).stream()).toList();
    }

    static List<String> lines(Path journal) {
        try {
            String text = Files.readString(journal, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Event event(String line) {
        Map<?, ?> members = (Map<?, ?>) new Json().read(line);
        Object what = members.containsKey("text") ? members.get("text") : members.get("toPath");
        return new Event(
                members.get("event") + " of step " + members.get("step") + (what == null ? "" : ": " + what), members);
    }

    /** The statements and copies whose end a process saw; steps may be under way side by side. */
    List<String> ended() {
        return files().stream().flatMap(file -> ended(lines(file)).stream()).toList();
    }

    private static List<String> ended(List<String> lines) {
        List<String> ended = new ArrayList<>();
        Map<Object, String> doing = new HashMap<>();
        for (String line : lines) {
            Map<?, ?> event = (Map<?, ?>) new Json().read(line);
            if (Set.of("statement", "copy").contains(String.valueOf(event.get("event")))) {
                doing.put(
                        event.get("step"),
                        event.get("host") + " " + event.get("text") + " " + event.get("toPath") + " "
                                + event.get("to"));
            } else if ("ended".equals(event.get("event")) && doing.containsKey(event.get("step"))) {
                ended.add(doing.remove(event.get("step")));
            }
        }
        return ended;
    }
}
