package mirrorsh.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.HostState;

/**
 * An endpoint URL taken apart (procedure.md §7).
 *
 * @param name host part
 */
record Address(String name, int port) {
    private static final Pattern URL =
            Pattern.compile("TCP://(\\[[^\\]]+\\]|[^:/]+):(\\d{1,5})/?", Pattern.CASE_INSENSITIVE);
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    static Optional<Address> parse(String url) {
        Matcher matcher = URL.matcher(url.strip());
        return matcher.matches()
                ? Optional.of(new Address(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isNumeric() {
        return name.startsWith("[") || IPV4.matcher(name).matches();
    }

    /** Whether its host part is a name of the host as we know it; an IP address or an alias may be one all the same. */
    boolean names(HostState state) {
        if (isNumeric()) {
            return false;
        }
        String label = name.split("\\.", 2)[0];
        return names(state.host(), state.instance().machine(), state.instance().serverName()).stream()
                .anyMatch(known -> known.equals(lower(name)) || known.equals(lower(label)));
    }

    private static List<String> names(String... names) {
        return List.of(names).stream()
                .map(known -> lower(known.split("\\\\", 2)[0]))
                .filter(known -> !known.isEmpty())
                .toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
