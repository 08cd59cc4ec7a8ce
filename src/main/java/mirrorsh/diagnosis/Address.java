package mirrorsh.diagnosis;

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
        boolean digit = !name.isEmpty() && Character.isDigit(name.charAt(0));
        return name.startsWith("[") || digit && IPV4.matcher(name).matches();
    }

    /** Whether its host part is a name of the host as we know it; an IP address or an alias may be one all the same. */
    boolean names(HostState state) {
        if (isNumeric()) {
            return false;
        }
        int dot = name.indexOf('.');
        String label = dot < 0 ? name : name.substring(0, dot);
        return isOneOf(name, label, state.host())
                || isOneOf(name, label, state.instance().machine())
                || isOneOf(name, label, state.instance().serverName());
    }

    private static boolean isOneOf(String name, String label, String known) {
        int instance = known.indexOf('\\');
        String machine = instance < 0 ? known : known.substring(0, instance);
        return !machine.isEmpty() && (machine.equalsIgnoreCase(name) || machine.equalsIgnoreCase(label));
    }
}
