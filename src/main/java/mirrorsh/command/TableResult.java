package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of things of one kind.
 *
 * @param key what they are, in the plural, as JSON names them
 * @param columns names of their properties; in JSON in lower case with underscores
 * @param none what to say when there are none
 */
record TableResult(String key, List<String> columns, List<List<@Nullable String>> rows, String none) implements Result {
    @Override
    public void show(Console console) {
        if (rows.isEmpty()) {
            console.line(none);
        } else {
            new Grid(columns, rows).lines(console).forEach(console::line);
        }
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, @Nullable String>> things = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            Map<String, @Nullable String> thing = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                thing.put(columns.get(i).toLowerCase(Locale.ROOT).replace(' ', '_'), row.get(i));
            }
            things.add(thing);
        }
        return Map.of(key, things);
    }
}
