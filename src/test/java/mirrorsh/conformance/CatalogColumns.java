package mirrorsh.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns that catalog.md lists, by view, in its order. */
record CatalogColumns(Map<String, List<CatalogColumn>> views) {
    /**
     * One column.
     *
     * @param type as in DDL, sysname as nvarchar(128); with a question mark where it is unconfirmed
     * @param nullable Y or N, with a question mark where it is unconfirmed
     * @param since first major version, empty for all; with a question mark where it is unconfirmed
     */
    record CatalogColumn(String view, String name, String type, String nullable, String since) {
        boolean isIn(int version) {
            return since.isEmpty() || Integer.parseInt(since.replace("?", "")) <= version;
        }

        boolean isCertain() {
            return !since.endsWith("?");
        }

        boolean hasCertainType() {
            return !type.endsWith("?");
        }

        @Override
        public String toString() {
            return name + " " + type + " " + nullable;
        }
    }

    static CatalogColumns read() {
        try (var in = CatalogColumns.class.getResourceAsStream("catalog-columns.tsv");
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new CatalogColumns(reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new CatalogColumn(cells[0], cells[1], cells[2], cell(cells, 3), cell(cells, 4)))
                    .collect(Collectors.groupingBy(
                            CatalogColumn::view, LinkedHashMap::new, Collectors.toUnmodifiableList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(String[] cells, int index) {
        return index < cells.length ? cells[index] : "";
    }

    /** Those that can be selected from, which RESTORE's results cannot. */
    List<String> selectable() {
        return views.keySet().stream()
                .filter(view -> !view.startsWith("RESTORE "))
                .toList();
    }

    List<CatalogColumn> of(String view, int version) {
        return views.get(view).stream().filter(column -> column.isIn(version)).toList();
    }
}
