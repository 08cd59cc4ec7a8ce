package mirrorsh.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.PlainText;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/** The part of TOML that our files use: tables with strings, whole numbers, booleans, and comments. */
final class Toml {
    private static final Pattern TABLE =
            Pattern.compile("\\[\\s*(?:\"((?:[^\"\\\\]|\\\\.)+)\"|([A-Za-z0-9_.-]+))\\s*]\\s*(?:#.*)?");
    private static final Pattern PAIR = Pattern.compile(
            "([A-Za-z_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\d+|true|false))\\s*(?:#.*)?");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private Toml() {}

    /** What a file may hold besides empty lines and comments. */
    enum Form {
        /** Pairs only. */
        PAIRS("NAME = \"...\""),
        /** Tables, and pairs within them only. */
        TABLES("[HOST]");

        private final String expected;

        Form(String expected) {
            this.expected = expected;
        }
    }

    /**
     * The tables of a file by name, values as text; pairs before the first table are in the one with the empty name.
     *
     * @param keys that there are
     * @throws UsageException when it is not there or cannot be understood, with its line
     */
    static Map<String, Map<String, String>> read(Path file, Form form, List<String> keys) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Map<String, String> current = form == Form.PAIRS ? new LinkedHashMap<>() : null;
        if (current != null) {
            tables.put("", current);
        }
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher table = TABLE.matcher(line);
            Matcher pair = PAIR.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            } else if (form == Form.TABLES && table.matches()) {
                String name = table.group(1) == null ? table.group(2) : plain(table.group(1));
                current = new LinkedHashMap<>();
                if (tables.put(name, current) != null) {
                    throw complaint(file, i, "The host " + name + " is defined twice.");
                }
            } else if (pair.matches() && current != null && keys.contains(pair.group(1))) {
                current.put(pair.group(1), value(pair));
            } else {
                throw complaint(
                        file,
                        i,
                        "Expected " + form.expected
                                + (form == Form.TABLES ? " or, below it, one of " : ", NAME one of ")
                                + String.join(", ", keys) + (form == Form.TABLES ? " = \"...\"" : "") + "; found: "
                                + line);
            }
        }
        return tables;
    }

    private static List<String> lines(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return PlainText.of(file.toString(), in).lines().toList();
        } catch (IOException e) {
            throw new UsageException(
                    "There is no readable file at " + file + ".", "its name, its owner and its rights");
        }
    }

    private static String value(Matcher pair) {
        String quoted = pair.group(2);
        if (quoted != null) {
            return plain(quoted);
        }
        @Nullable String literal = pair.group(3);
        return literal == null ? String.valueOf(pair.group(4)) : literal;
    }

    /** What stands between the quotes means; in one pass, as a backslash before a quote may be escaped itself. */
    private static String plain(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(escape -> {
            String sign = escape.group(1);
            String meant = switch (sign) {
                case "n" -> "\n";
                case "r" -> "\r";
                case "t" -> "\t";
                default -> sign;
            };
            return Matcher.quoteReplacement(meant);
        });
    }

    static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return "\"" + escaped + "\"";
    }

    private static UsageException complaint(Path file, int index, String what) {
        return new UsageException(file + ":" + (index + 1) + ": " + what, "correct the line");
    }
}
