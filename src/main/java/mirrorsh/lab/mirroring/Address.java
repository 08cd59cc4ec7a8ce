package mirrorsh.lab.mirroring;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database mirroring network address, {@code TCP://host:port} (procedure.md §7).
 *
 * @param text as it was given
 */
record Address(String text, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("tcp://(\\[[0-9a-f:.]+]|[a-z0-9_.-]+):([0-9]{1,5})/?", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 128;

    /** The address in a text; empty when it is none (1449). */
    static Optional<Address> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(2));
        String host = form.group(1).replace("[", "").replace("]", "");
        return port >= 1 && port <= 65535 ? Optional.of(new Address(text, host, port)) : Optional.empty();
    }

    /** Same place, as far as the text tells. */
    boolean sameText(Address other) {
        return port == other.port && host.toUpperCase(Locale.ROOT).equals(other.host.toUpperCase(Locale.ROOT));
    }
}
