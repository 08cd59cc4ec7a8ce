package mirrorsh.command;

import java.util.List;
import java.util.Map;

/** A few lines to read. */
record TextResult(List<String> lines) implements Result {
    static TextResult of(String... lines) {
        return new TextResult(List.of(lines));
    }

    @Override
    public void show(Console console) {
        lines.forEach(console::line);
    }

    @Override
    public Map<String, ?> json() {
        return Map.of("text", String.join("\n", lines));
    }
}
