package mirrorsh.lab.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ODBC says of a data type: a line of the file of types, which is the same for all databases. */
final class OdbcType {
    /** {@code SQL_WVARCHAR}: how clients that know no date, time, datetime2 and datetimeoffset see them. */
    static final int TEXT = -9;

    private static final Set<String> NEWER = Set.of("date", "time", "datetime2", "datetimeoffset");
    private static final List<String> FIELDS = List.of(
            "name",
            "type3",
            "type2",
            "precision3",
            "precision2",
            "prefix",
            "suffix",
            "params",
            "nullable",
            "case",
            "searchable",
            "unsigned",
            "money",
            "auto",
            "least",
            "most",
            "sql",
            "sub",
            "radix3",
            "radix2",
            "user");

    private final Map<String, String> values;

    private OdbcType(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** All, as the file lists them. */
    static List<OdbcType> all() {
        try (InputStream file = OdbcType.class.getResourceAsStream("odbc-types.tsv")) {
            if (file == null) {
                throw new IllegalStateException("odbc-types.tsv is missing from the program.");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(OdbcType::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OdbcType read(String line) {
        String[] parts = line.split("\t", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            if (!parts[i].equals("-")) {
                values.put(FIELDS.get(i), parts[i]);
            }
        }
        return new OdbcType(values);
    }

    static OdbcType of(String typeName) {
        List<OdbcType> named =
                all().stream().filter(type -> type.name().equals(typeName)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("No ODBC type for " + typeName);
        }
        return named.get(0);
    }

    String name() {
        return values.getOrDefault("name", "");
    }

    @Nullable
    String text(String field) {
        return values.get(field);
    }

    @Nullable
    Integer number(String field) {
        String value = values.get(field);
        return value == null ? null : Integer.valueOf(value);
    }

    /** The same, where ODBC 2 and 3 differ. */
    @Nullable
    Integer number(String field, OdbcView view) {
        return number(field + (view.three() ? "3" : "2"));
    }

    boolean isUnknownTo(OdbcView view) {
        return !view.complete() && NEWER.contains(name().toLowerCase(Locale.ROOT));
    }

    int code(OdbcView view) {
        Integer code = number("type", view);
        return isUnknownTo(view) || code == null ? TEXT : code;
    }

    @Nullable
    Integer sqlType(OdbcView view) {
        return isUnknownTo(view) ? Integer.valueOf(TEXT) : number("sql");
    }

    @Nullable
    Integer subcode(OdbcView view) {
        return isUnknownTo(view) ? null : number("sub");
    }

    /** Its line as sp_datatype_info shows it. */
    List<@Nullable Object> line(OdbcView view) {
        List<@Nullable Object> line = new ArrayList<>();
        line.add(name());
        line.add(code(view));
        line.add(number("precision", view));
        line.add(text("prefix"));
        line.add(text("suffix"));
        line.add(text("params"));
        for (String field : List.of("nullable", "case", "searchable", "unsigned", "money", "auto")) {
            line.add(number(field));
        }
        line.add(name());
        line.add(isUnknownTo(view) ? null : number("least"));
        line.add(isUnknownTo(view) ? null : number("most"));
        line.add(sqlType(view));
        line.add(subcode(view));
        line.add(number("radix", view));
        line.add(null);
        line.add(number("user"));
        return line;
    }
}
