package mirrorsh.runbook;

import java.util.List;
import java.util.Map;
import mirrorsh.tsql.SecretSource;
import org.jspecify.annotations.Nullable;

/**
 * The named values given to a verb. The compiler has checked their names and types; what it cannot see is checked here.
 *
 * @param verb for messages
 */
record Values(String verb, Map<String, ?> given) {
    static Values of(String verb, Map<String, ?> given) {
        return new Values(verb, given);
    }

    String text(String name) {
        String text = text(name, "");
        if (text.isBlank()) {
            throw new IllegalArgumentException(verb + ": " + name + " is empty: expected " + name + ": '...'.");
        }
        return text;
    }

    String text(String name, String otherwise) {
        @Nullable Object value = given.get(name);
        return value == null ? otherwise : value.toString();
    }

    List<String> texts(String name) {
        if (given.get(name) instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException(verb + ": " + name + " is empty: expected " + name + ": [...].");
    }

    int number(String name) {
        if (given.get(name) instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(verb + ": " + name + " is no number: expected " + name + ": 7024.");
    }

    SecretSource secret(String name) {
        if (given.get(name) instanceof SecretSource source) {
            return source;
        }
        throw new IllegalArgumentException(verb + ": " + name + " is no password: expected " + name
                + ": secret('...'), existing('...') or generated().");
    }
}
