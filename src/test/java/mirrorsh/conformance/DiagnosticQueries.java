package mirrorsh.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The diagnostic queries of the references by their names. */
record DiagnosticQueries(Map<String, String> texts) {
    static DiagnosticQueries read(String database) {
        try (var in = DiagnosticQueries.class.getResourceAsStream("diagnostic-queries.sql")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("<db>", database);
            Map<String, String> texts = new LinkedHashMap<>();
            String[] parts = all.split("\n---- ", -1);
            for (int i = 1; i < parts.length; i++) {
                String[] lines = parts[i].split("\n", 2);
                texts.put(lines[0], lines[1].strip());
            }
            return new DiagnosticQueries(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
