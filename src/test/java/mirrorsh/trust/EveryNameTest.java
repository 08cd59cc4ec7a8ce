package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mirrorsh.command.CommandIndex;
import mirrorsh.command.ExitCode;
import mirrorsh.command.TypedCommand;
import mirrorsh.host.FileTransport;
import mirrorsh.lab.LabExtension;
import mirrorsh.run.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command with awkward names: what it makes has exactly that name, and what cannot be is refused with the name. Takes some
 * seconds for each sort of name: it is a whole set-up with each of its commands.
 */
class EveryNameTest {
    private static final Path LINES = Path.of("src/test/resources/mirrorsh/every-name.txt");
    private static final int LONGEST = 128;
    private static final List<String> HOSTS = List.of("HOST_A", "HOST_B", "HOST_W");

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private Desk desk;

    /** A line of the table. */
    private record Line(int code, String typed, String check) {
        static Line of(String text) {
            String[] parts = text.split(" \\| ", 3);
            return new Line(Integer.parseInt(parts[0]), parts[1], parts[2].strip());
        }

        String command() {
            return TypedCommand.of(typed);
        }
    }

    private static List<Line> lines() throws IOException {
        return Files.readAllLines(LINES).stream()
                .filter(text -> !text.startsWith("#"))
                .map(Line::of)
                .toList();
    }

    @AfterEach
    void leave() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void knowsEveryCommand() throws IOException {
        assertThat(new TreeSet<>(lines().stream().map(Line::command).toList()))
                .as("commands with a line in " + LINES)
                .containsExactlyInAnyOrderElementsOf(CommandIndex.entries().stream()
                        .map(CommandIndex.Entry::name)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "]]';\"--[x] = 'ü] 日本 𝄞 /*é%_$(x){0}\u200b\u202e\\n",
                "\n'; EXEC('DROP LOGIN canary'); --\r\nGO\r\n\tx"
            })
    void comeBackAsTheyWent(String awkward) throws Exception {
        name(awkward);
        sit();

        for (Line line : lines()) {
            execute(line);
        }

        assertThat(wrong).isEmpty();
        for (String host : HOSTS) {
            assertThat(lab.value(host, "SELECT COUNT(*) FROM sys.sql_logins WHERE name = 'canary'"))
                    .isEqualTo("1");
        }
    }

    /** Names of our own hosts have no control characters and no commas, those of files only what Windows allows. */
    private void name(String awkward) {
        String plain = awkward.replaceAll("[\\p{Cntrl},]", "_");
        String file = plain.replaceAll("[\"*/:<>?\\\\|]", "_").strip();
        for (String host : List.of("A", "B", "W")) {
            names.put(host, host + plain.replace('\\', '/') + "z"); // no domain in the logins that stand for it
        }
        for (String kind : List.of("CERT_B", "CERT_W", "CERT_2", "CERT", "ENDPOINT", "USER")) {
            names.put(kind, longest(kind + awkward));
        }
        names.put("LOGIN", longest("LOGIN" + awkward.replace('\\', '/')));
        names.put("DB", "DB" + file.replace('$', '_') + "z");
        names.put("SUBJECT", "SUBJECT" + plain + "z");
        names.put("BAD", "BAD" + awkward + "z");
        names.put("COMMA", "a,b" + plain);
        names.put("FILE", "f" + file);
        names.put("DIR", "d" + file);
        names.put("LITERAL", "SELECT N'" + quoted(names.get("BAD")) + "' AS word");
        names.put(
                "CREATE",
                "CREATE DATABASE [" + names.get("DB").replace("]", "]]") + "]; ALTER DATABASE ["
                        + names.get("DB").replace("]", "]]") + "] SET RECOVERY FULL");
        for (String kind : List.of("LOGIN", "DB", "CERT")) {
            names.put("SQL_" + kind, quoted(names.get(kind)));
        }
        names.put("FOLDER", folder.toString());
        HOSTS.forEach(
                host -> names.put(host.replace("HOST", "SERVER"), lab.host(host).server()));
    }

    private static String longest(String name) {
        return name + "x".repeat(LONGEST - 1 - name.length()) + "z";
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private void sit() throws Exception {
        Files.copy(Path.of("runbooks/set-up-mirroring.groovy"), folder.resolve(names.get("FILE") + ".groovy"));
        for (String host : HOSTS) {
            lab.run(host, "CREATE LOGIN canary WITH PASSWORD = N'aA1!yellow-bird-9'");
            Files.createDirectory(lab.host(host).disk().resolve(names.get("DIR")));
        }
        desk = new Desk(
                folder,
                Map.of("MIRRORSH_PASSWORD", lab.host("HOST_A").password()),
                new Renamed(new LabFiles(lab.lab()), Map.of(names.get("A"), "HOST_A", names.get("B"), "HOST_B")),
                UnaryOperator.identity(),
                new LabOf(lab.lab()));
    }

    /** The lab knows its hosts by their own names. */
    private record Renamed(LabFiles files, Map<String, String> hosts) implements FileTransport {
        @Override
        public String description() {
            return files.description();
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            files.copy(hosts.getOrDefault(fromHost, ""), fromPath, hosts.getOrDefault(toHost, ""), toPath);
        }
    }

    private String put(String text) {
        String filled = text;
        for (String name : names.keySet().stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList()) {
            filled = filled.replace("$" + name, names.get(name));
        }
        return filled;
    }

    private void execute(Line line) throws Exception {
        List<String> words = new ArrayList<>(
                Arrays.stream(line.typed().split(" ")).map(this::put).toList());
        words.add("--yes");
        if (line.code() != ExitCode.USAGE) {
            words.add("--json");
        }
        int code = desk.execute(words.toArray(String[]::new));
        lab.settles(Duration.ofSeconds(1)); // hosts that are kept apart never do
        boolean clean = !desk.said().contains("itself made a mistake");
        if (code != line.code() || !clean || !holds(line)) {
            wrong.add(line.typed() + " ended with " + code + ", and was to end with " + line.code() + " and "
                    + line.check() + "\n  " + desk.said());
        }
    }

    private boolean holds(Line line) throws Exception {
        String[] words = line.check().split(" ", 2);
        String wanted = put(words[1]);
        return switch (words[0]) {
            case "says" ->
                strings(new Json().read(desk.out().strip())).stream().anyMatch(text -> text.contains(wanted));
            case "names" -> shown(desk.err()).contains(shown(wanted));
            case "here" -> Files.exists(folder.resolve(wanted));
            case "file" ->
                Files.exists(lab.host(words[1].split(" ")[0]).disk().resolve(put(words[1].split(" ", 2)[1])));
            default -> isAnswered(words[0].replace(":", ""), words[1]);
        };
    }

    /** Line ends fold and other control characters have a sign of their own where people read. */
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cntrl}\uFFFD\\s]+", "");
    }

    private boolean isAnswered(String host, String check) throws Exception {
        int equals = check.lastIndexOf(" = ");
        String rows = lab.rows(host, put(check.substring(0, equals))).stream()
                .map(row -> String.join(" ", row))
                .collect(Collectors.joining(" "));
        boolean same = rows.equals(put(check.substring(equals + 3)));
        if (!same) {
            wrong.add("found on " + host + ": " + rows);
        }
        return same;
    }

    private static List<String> strings(Object value) {
        List<String> all = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                all.add(String.valueOf(key));
                all.addAll(strings(member));
            });
        } else if (value instanceof List<?> list) {
            list.forEach(member -> all.addAll(strings(member)));
        } else {
            all.add(String.valueOf(value));
        }
        return all;
    }
}
