package mirrorsh.tsql;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The text of one statement in parts, so that it can be shown with its secrets masked and sent with them.
 *
 * <p>Names are always bracketed and strings always N'...', with their quotes doubled (tsql.md §1).
 */
public final class SqlText {
    private static final String MASK = "N'•••'";
    private static final Pattern BINARY = Pattern.compile("0x[0-9A-Fa-f]*");
    private static final String BINARY_MASK = "0x•••";

    private final List<Part> parts;

    private SqlText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {
        record Plain(String text) implements Part {}

        record Hidden(SecretSource source, boolean binary) implements Part {}
    }

    /** Starts a text with keywords of ours; never with anything that a user typed. */
    public static SqlText keywords(String text) {
        return new SqlText(List.of(new Part.Plain(text)));
    }

    /** A whole text that the user wrote, sent as it is. */
    public static SqlText verbatim(String userText) {
        return new SqlText(List.of(new Part.Plain(userText)));
    }

    /** Keywords of ours; never anything that a user typed. */
    public SqlText and(String keywords) {
        return plus(new Part.Plain(keywords));
    }

    /** {@code [name]}. */
    public SqlText name(String identifier) {
        return plus(new Part.Plain(bracketed(identifier)));
    }

    /** {@code N'text'}. */
    public SqlText string(String text) {
        return plus(new Part.Plain(quoted(text)));
    }

    /** {@code 0x...}. */
    public SqlText binary(byte[] bytes) {
        return plus(new Part.Plain("0x" + HexFormat.of().withUpperCase().formatHex(bytes)));
    }

    public SqlText number(long value) {
        return plus(new Part.Plain(Long.toString(value)));
    }

    /** A password as a string literal. */
    public SqlText secret(SecretSource source) {
        return plus(new Part.Hidden(source, false));
    }

    /** A password's hash as a binary literal; the secret is {@code 0x...} already. */
    public SqlText secretBinary(SecretSource source) {
        return plus(new Part.Hidden(source, true));
    }

    /** Another text as the next statements of the same batch. */
    public SqlText then(SqlText next) {
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part.Plain(";\n"));
        all.addAll(next.parts);
        return new SqlText(all);
    }

    private SqlText plus(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new SqlText(more);
    }

    /** The text to be shown: every secret is {@code N'•••'}. */
    public String masked() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Part.Plain plain ? plain.text() : mask((Part.Hidden) part));
        }
        return text.toString();
    }

    private static String mask(Part.Hidden hidden) {
        return hidden.binary() ? BINARY_MASK : MASK;
    }

    /** The text to be sent. Asks for secrets. Must not be logged or shown. */
    public String revealed() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Plain plain) {
                text.append(plain.text());
            } else if (part instanceof Part.Hidden hidden) {
                String secret = new String(hidden.source().secret().reveal());
                text.append(hidden.binary() ? binary(secret) : quoted(secret));
            }
        }
        return text.toString();
    }

    private static String binary(String literal) {
        if (!BINARY.matcher(literal).matches()) {
            throw new IllegalArgumentException("not a binary literal"); // the text itself is a secret
        }
        return literal;
    }

    /** The text for a script: every secret is {@code N'$(name)'}, or {@code $(name)} for a hash, a variable that whoever runs it gives. */
    String withSecretsAs(Function<SecretSource, String> variable) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Plain plain) {
                text.append(plain.text());
            } else if (part instanceof Part.Hidden hidden) {
                String name = "$(" + variable.apply(hidden.source()) + ")";
                text.append(hidden.binary() ? name : quoted(name));
            }
        }
        return text.toString();
    }

    /** The secrets that it needs, in order. */
    public List<SecretSource> secrets() {
        return parts.stream()
                .filter(Part.Hidden.class::isInstance)
                .map(part -> ((Part.Hidden) part).source())
                .toList();
    }

    private static String bracketed(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    private static String quoted(String text) {
        return "N'" + text.replace("'", "''") + "'";
    }

    /** The masked text. */
    @Override
    public String toString() {
        return masked();
    }
}
