package mirrorsh.tsql;

import java.util.Arrays;

/** A password. Never printable: {@link #toString} is {@code ***}. */
public final class Secret implements AutoCloseable {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /** Takes a copy. */
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** The characters in clear; a copy for the one place that needs them. */
    public char[] reveal() {
        return characters.clone();
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    /** Wipes it. */
    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "***";
    }
}
