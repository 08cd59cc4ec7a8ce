package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whatever tells an operator what to type names a command that exists, with options that it has. */
class HintTest {
    private static final Path SOURCES = Path.of("src/main/java/mirrorsh");
    private static final List<String> ROOMS =
            List.of("effect", "diagnosis", "host", "run", "runbook", "command", "model", "tsql");
    private static final Pattern CARRIER = Pattern.compile(
            "new (?:Verdict\\.)?Blocked\\(|Sight\\.lacking\\(|new UsageException\\(|new HostException\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    /** How a hint begins that is not a command. */
    private static final List<String> PROSE = List.of(
            "mirrorsh",
            "the",
            "a",
            "an",
            "two",
            "leave",
            "give",
            "host",
            "wait",
            "server",
            "correct",
            "set",
            "try",
            "hexadecimal",
            "close",
            "restore",
            "safety",
            "explain",
            "more",
            "another",
            "check",
            "its",
            "encryption");

    private final CommandModel model = new CommandModel();

    /** A hint, and where it stands. */
    private record Hint(String where, String text) {}

    @Test
    void verdictsAndComplaintsNameCommandsThatExist() throws IOException {
        List<Hint> hints = new ArrayList<>();
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    hints.addAll(carried(file));
                }
            }
        }

        assertThat(hints).hasSizeGreaterThan(100);
        assertThat(hints.stream().flatMap(hint -> fault(hint).stream())).isEmpty();
    }

    @Test
    void mendsOfADiagnosisNameCommandsThatExist() throws IOException {
        String typed = Files.readString(SOURCES.resolve("diagnosis/Typed.java"));
        List<Hint> hints = new ArrayList<>();
        Matcher literal = LITERAL.matcher(typed.replaceAll("(?s)/\\*.*?\\*/", ""));
        while (literal.find()) {
            if (literal.group(1).matches("[a-z]+ [a-z]+.*")) {
                hints.add(new Hint("Typed", literal.group(1)));
            }
        }

        assertThat(hints).hasSizeGreaterThan(5);
        assertThat(hints.stream().flatMap(hint -> fault(hint).stream())).isEmpty();
    }

    @Test
    void explanationsOfErrorsNameCommandsThatExist() throws IOException {
        List<Hint> hints = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/mirrorsh"))) {
            for (Path file : files.filter(f -> f.endsWith("explanations.tsv")).toList()) {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> Character.isDigit(line.isEmpty() ? ' ' : line.charAt(0)))
                        .map(line -> line.split("\t", -1))
                        .forEach(parts -> hints.add(new Hint("error " + parts[0], parts[parts.length - 1])));
            }
        }

        assertThat(hints).hasSizeGreaterThan(50);
        assertThat(hints.stream()
                        .filter(hint ->
                                CommandIndex.heads().contains(hint.text().split("[\\s,;:]+", -1)[0]))
                        .flatMap(hint -> fault(hint).stream()))
                .isEmpty();
    }

    /** The first literal of the last argument of everything that carries a hint. */
    private static List<Hint> carried(Path file) throws IOException {
        String source = Files.readString(file);
        List<Hint> hints = new ArrayList<>();
        Matcher carrier = CARRIER.matcher(source);
        while (carrier.find()) {
            String last = hintArgument(arguments(source, carrier.end()), carrier.group());
            Matcher literal = LITERAL.matcher(last);
            if (last.startsWith("\"") && literal.find() && !literal.group(1).isEmpty()) {
                hints.add(new Hint(file.getFileName() + ": " + last.replaceAll("\\s+", " "), all(last)));
            }
        }
        return hints;
    }

    private static String hintArgument(List<String> arguments, String carrier) {
        int index = carrier.contains("HostException") ? 3 : arguments.size() - 1;
        return index < arguments.size() ? arguments.get(index).strip() : "";
    }

    /** All literals of an expression, with a name where it inserts one. */
    private static String all(String expression) {
        StringBuilder text = new StringBuilder();
        Matcher literal = LITERAL.matcher(expression);
        int end = 0;
        while (literal.find()) {
            text.append(expression.substring(end, literal.start()).matches("[\\s+]*") ? "" : "NAME")
                    .append(literal.group(1));
            end = literal.end();
        }
        return text.toString();
    }

    private static List<String> arguments(String source, int start) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = start; i < source.length() && depth >= 0; i++) {
            char c = source.charAt(i);
            if (c == '"' && source.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!quoted && depth == 0 && c == ',') {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else if (depth >= 0) {
                argument.append(c);
            }
        }
        arguments.add(argument.toString());
        return arguments;
    }

    /** What is wrong with a hint; empty for a right one, and for prose that begins with no command. */
    private Optional<String> fault(Hint hint) {
        if (hint.text().startsWith(":")) {
            return Optional.empty(); // a command inside a script, not one of the shell
        }
        String[] words = hint.text().strip().split("[\\s,;:]+", -1);
        String head = words[0];
        if (!CommandIndex.heads().contains(head)) {
            return isProse(head) ? Optional.empty() : Optional.of("no command '" + head + "': " + hint);
        }
        List<String> below = CommandIndex.below(head);
        boolean alone = CommandIndex.entries().stream().anyMatch(e -> e.name().equals(head));
        String second = words.length > 1 ? words[1] : "";
        if (!alone && !below.contains(second)) {
            return Optional.of("no command '" + head + " " + second + "': " + hint);
        }
        String name = below.contains(second) ? head + " " + second : head;
        List<String> known = model.find(name).map(CommandModel::options).orElse(List.of());
        // of two commands in one hint the first one's options are looked at
        String first = hint.text().split(",| or | then |;", 2)[0];
        return OPTION.matcher(first)
                .results()
                .map(m -> m.group())
                .filter(option -> !known.contains(option)
                        && !List.of("--json", "--yes", "--hosts").contains(option))
                .findFirst()
                .map(option -> name + " has no " + option + ": " + hint);
    }

    private static boolean isProse(String head) {
        return head.startsWith("--") || head.matches("[A-Z0-9_|\\\\].*") || PROSE.contains(head);
    }

    @Test
    void findsAHintThatNamesNothing() {
        CommandLine known = model.find("cert import").orElseThrow();

        assertThat(CommandModel.options(known)).contains("--on");
        assertThat(fault(new Hint("here", "cert imprt HOST_A"))).isPresent();
        assertThat(fault(new Hint("here", "frobnicate"))).isPresent();
        assertThat(fault(new Hint("here", "cert import HOST_A --onto HOST_B"))).isPresent();
        assertThat(fault(new Hint("here", "cert import HOST_A --on HOST_B"))).isEmpty();
    }
}
