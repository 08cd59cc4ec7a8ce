package mirrorsh.diagnosis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.HostState;
import mirrorsh.model.Silence;

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
        char first = name.charAt(0);
        return first == '['
                || first >= '0' && first <= '9' && IPV4.matcher(name).matches();
    }

    /** Whether its host part is a name of the host as we know it; an IP address or an alias may be one all the same. */
    boolean names(HostState state) {
        return !isNumeric()
                && (isCalled(state.host())
                        || isCalled(state.instance().machine())
                        || isCalled(state.instance().serverName()));
    }

    /** Whether its host part is what a host is known as that did not answer. */
    boolean names(Silence silence) {
        return silence.names().stream()
                .anyMatch(known -> isNumeric() ? unbracketed().equals(known) : isCalled(known));
    }

    private String unbracketed() {
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    /** With its domain or without; an instance's name does not count. */
    private boolean isCalled(String known) {
        int slash = known.indexOf('\\');
        int length = slash < 0 ? known.length() : slash;
        boolean begins = length > 0 && name.regionMatches(true, 0, known, 0, length);
        return begins && (name.length() == length || name.charAt(length) == '.');
    }
}
