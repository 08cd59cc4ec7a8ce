package mirrorsh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import mirrorsh.command.CommandIndex;
import mirrorsh.command.Commands;
import mirrorsh.command.Connections;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Folders;
import mirrorsh.command.Invocation;
import mirrorsh.command.Session;
import mirrorsh.command.TypedCommand;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.Agreement;
import mirrorsh.model.MirrorException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Json;
import mirrorsh.run.Runner;
import mirrorsh.shell.StreamConsole;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SqlText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command, as it is typed, against one lab: what it answers when it succeeds, when a host is down, and when it is misused. The
 * lines of success are in an order in which one makes the next possible. Takes some seconds, for the lab and the real procedure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCommandTest {
    private static final String PASSWORD = "Given_Password_1!";
    private static final Path LINES = Path.of("src/test/resources/mirrorsh/every-command.txt");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Json json = new Json();
    private final Map<String, Object> documented = new LinkedHashMap<>();

    private Path folder = Path.of(".");

    private JdbcHosts hosts;
    private EmbeddedLab lab;
    private Commands commands;
    private String server = "";

    /** A line of the table: what is to come of it, and what is typed. */
    private record Line(String expected, String typed) {
        String command() {
            return TypedCommand.of(typed);
        }
    }

    @BeforeAll
    void start(@TempDir Path given) throws IOException {
        folder = given;
        lab = new EmbeddedLab(Optional.of(PASSWORD));
        Clock clock = Clock.systemUTC();
        hosts = new JdbcHosts(clock, Limits.USUAL);
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), Path.of("runbooks"));
        Runner runner = new Runner(hosts, lab, new JournalFolder(folders.journals()), clock);
        StreamConsole console = new StreamConsole(new ByteArrayInputStream(new byte[0]), stream(out), stream(err), 100);
        Session session = new Session(
                console,
                new Connections(hosts, hosts::connect, hosts::disconnect, hosts::limits),
                runner,
                lab,
                folders,
                Map.of("MIRRORSH_PASSWORD", PASSWORD));
        server = session.enterLab().get(0).server();
        commands = new Commands(session);
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/known-hosts"), "old:1433 " + "AB:".repeat(31) + "AB OLD\n");
        documented.putAll(shapes());
    }

    @AfterAll
    void end() {
        hosts.close();
        lab.close();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private int execute(String typed) {
        out.reset();
        err.reset();
        List<String> words = new ArrayList<>();
        for (String word : typed.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            words.add(
                    word.replace("\"", "").replace("$FOLDER", folder.toString()).replace("$SERVER", server));
        }
        return commands.execute(Invocation.of(words));
    }

    private List<List<String>> rows(String host, String query) {
        try {
            return hosts
                    .execute(host, Batch.inMaster(SqlText.verbatim(query)), message -> {}, Duration.ofSeconds(5))
                    .tables()
                    .get(0)
                    .rows()
                    .stream()
                    .map(row -> row.stream().map(String::valueOf).toList())
                    .toList();
        } catch (MirrorException e) {
            return List.of(); // it is down
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private static List<Line> lines(String kind) throws IOException {
        List<Line> lines = new ArrayList<>();
        String section = "";
        for (String text : Files.readAllLines(LINES)) {
            if (text.startsWith("[")) {
                section = text;
            } else if (!text.isBlank() && !text.startsWith("#") && section.equals("[" + kind + "]")) {
                String[] parts = text.split(" +", 2);
                lines.add(new Line(parts[0], parts[1]));
            }
        }
        return lines;
    }

    static List<String> names() {
        return CommandIndex.entries().stream().map(CommandIndex.Entry::name).toList();
    }

    private static void assertComplete(String kind) throws IOException {
        assertThat(new TreeSet<>(lines(kind).stream().map(Line::command).toList()))
                .as("commands with a line below [" + kind + "] in " + LINES)
                .containsAll(names());
    }

    @Test
    void succeedsAndFailsAsItShould() throws Exception {
        assertComplete("success");
        assertComplete("failure");
        List<String> wrong = new ArrayList<>();
        for (Line line : lines("success")) {
            new Agreement(this::rows).await(hosts.names(), Duration.ofSeconds(1));
            int code = execute(line.typed() + " --yes --json");
            check(line, code, wrong);
            String printed = out.toString(StandardCharsets.UTF_8).strip();
            String difference = difference(documented.get(line.command()), answer(printed), "");
            if (!difference.isEmpty()) {
                wrong.add(
                        line.typed() + " answers otherwise than docs/json.md has it " + difference + "\n  " + printed);
            }
        }
        for (Line line : lines("failure")) {
            check(line, execute(line.typed() + " --yes"), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private void check(Line line, int code, List<String> wrong) {
        if (code != Integer.parseInt(line.expected())
                || said().isBlank()
                || said().contains("mirrorsh itself made a mistake")) {
            wrong.add(line.typed() + " ends with " + code + ", not " + line.expected() + "\n  " + said());
        }
    }

    private Object answer(String printed) {
        try {
            return json.read(printed);
        } catch (IllegalArgumentException e) {
            return e.getMessage() + ": " + printed;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAnOptionThatItDoesNotHave(String name) {
        int code = execute(name + " --no-such-thing");

        assertThat(code).as(said()).isEqualTo(ExitCode.USAGE);
        assertThat(said()).contains("  Try: ");
    }

    /** The examples of the page by command. */
    private Map<String, Object> shapes() throws IOException {
        Map<String, Object> shapes = new LinkedHashMap<>();
        List<String> names = List.of();
        for (String text : Files.readAllLines(Path.of("docs/json.md"))) {
            if (text.startsWith("### ")) {
                names = List.of(text.substring(4).replace("`", "").split(", "));
            } else if (text.startsWith("    {")) {
                Object example = json.read(text.strip());
                names.forEach(name -> shapes.put(name, example));
            }
        }
        return shapes;
    }

    /** Where an answer has other members than the example; empty where it has the same. */
    private static String difference(Object example, Object answer, String at) {
        if (example instanceof Map<?, ?> wanted && answer instanceof Map<?, ?> found) {
            if (wanted.containsKey("…")) {
                return ""; // named by the hosts or columns
            }
            if (!new TreeSet<>(strings(wanted)).equals(new TreeSet<>(strings(found)))) {
                return at + ": " + strings(found) + " instead of " + strings(wanted);
            }
            for (Object key : wanted.keySet()) {
                String inner = difference(wanted.get(key), found.get(key), at + "/" + key);
                if (!inner.isEmpty()) {
                    return inner;
                }
            }
            return "";
        }
        if (example instanceof List<?> wanted && answer instanceof List<?> found) {
            return wanted.isEmpty() || found.isEmpty() ? "" : difference(wanted.get(0), found.get(0), at + "[0]");
        }
        boolean alike = example == null || answer == null || example.getClass() == answer.getClass();
        return alike && !(at.isEmpty() && example == null) ? "" : at + ": " + answer + " instead of " + example;
    }

    private static List<String> strings(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }
}
