package mirrorsh.shell;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;

/** What a kind of terminal can do, from the descriptions (terminfo) that JLine brings along, read as JLine reads them. */
final class TerminalAbilities {
    private static final String NAMES = "capabilities.txt";
    private static final String SEPARATOR = ", ";

    private TerminalAbilities() {}

    /**
     * Puts what it can do into these.
     *
     * @throws IOException when it is not described
     */
    static void of(String type, Set<Capability> yes, Map<Capability, Integer> numbers, Map<Capability, String> texts)
            throws IOException {
        Map<String, Capability> names = names();
        for (String part : read(type + ".caps").split(",")) {
            String ability = part.stripLeading();
            int number = ability.indexOf('#');
            int text = ability.indexOf('=');
            int end = number >= 0 ? number : text >= 0 ? text : ability.length();
            Capability capability = names.get(ability.substring(0, end));
            if (capability == null) {
                continue;
            }
            if (number >= 0) {
                numbers.put(capability, Integer.decode(ability.substring(number + 1)));
            } else if (text >= 0) {
                texts.put(capability, ability.substring(text + 1));
            } else {
                yes.add(capability);
            }
        }
    }

    /** Its lines are {@code auto_right_margin, am, am}: JLine's name, that of the descriptions, an old one. */
    private static Map<String, Capability> names() throws IOException {
        Map<String, Capability> names = new HashMap<>();
        for (String line : read(NAMES).split("\n")) {
            int first = line.indexOf(SEPARATOR);
            int second = line.indexOf(SEPARATOR, first + 1);
            if (second > 0 && !line.startsWith("#")) {
                Capability capability = Capability.valueOf(line.substring(0, first));
                names.put(line.substring(first + SEPARATOR.length(), second), capability);
            }
        }
        return names;
    }

    private static String read(String name) throws IOException {
        try (InputStream described = InfoCmp.class.getResourceAsStream(name)) {
            if (described == null) {
                throw new FileNotFoundException(name);
            }
            return new String(described.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
