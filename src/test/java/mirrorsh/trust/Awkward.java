package mirrorsh.trust;

import java.util.List;
import java.util.Random;

/** Names that try to be more than names. The same seed gives the same ones. */
final class Awkward {
    private static final int LONGEST = 128;
    private static final List<String> PIECES = List.of(
            "]",
            "]]",
            "'",
            "''",
            "\"",
            ";",
            "--",
            "/*",
            "*/",
            "\n",
            "\r\n",
            "\t",
            " ",
            "[",
            "#",
            "@",
            "$(x)",
            "%",
            "_",
            "N'",
            "GO",
            "\nGO\n",
            "'; DROP LOGIN canary; --",
            "]; DROP LOGIN canary; --",
            "\"; DROP LOGIN canary; --",
            "{",
            "}",
            "ü",
            "ß",
            "İ",
            "é",
            "e\u0301",
            "日本",
            "𝄞",
            "\u200b",
            "\u202e",
            "´",
            "’",
            "a",
            "Z",
            "9",
            "null",
            "\\",
            "x=y");

    private final Random random;

    Awkward(long seed) {
        random = new Random(seed);
    }

    /** Starts with a letter, so that it is none of the server's own, and ends with one: trailing blanks do not count in names. */
    String name(String start) {
        StringBuilder name = new StringBuilder(start);
        int length = random.nextInt(4) == 0 ? LONGEST : start.length() + 2 + random.nextInt(40);
        while (name.length() < length - 1) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            name.append(name.length() + piece.length() < length ? piece : "x");
        }
        return name.append('z').toString();
    }

    /** A name of a login: no backslash, which would part a domain from a user (15006). */
    String login(String start) {
        return name(start).replace('\\', '/');
    }

    /** A name of a file that Windows allows. */
    String fileName(String start) {
        return name(start).replaceAll("[\\x00-\\x1f\"*/:<>?\\\\|]", "_");
    }

    /** Fulfills the password policy. */
    String password() {
        return name("aA1!aA1!");
    }
}
