package mirrorsh.lab.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;

/** Names of system objects that a real server has and the lab does not: to say that there are none would be wrong. */
public final class KnownNames {
    private static final Set<String> ALL = load();
    private static final Set<String> SYSTEM_SCHEMAS = Set.of("sys", "information_schema");

    private KnownNames() {}

    private static Set<String> load() {
        try (InputStream file = KnownNames.class.getResourceAsStream("known-names.txt")) {
            if (file == null) {
                throw new IllegalStateException("known-names.txt is missing from the program.");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 2812, or 49999 for a procedure that a real server has. */
    public static SqlFailure noProcedure(ObjectName name) {
        return isKnown("procedure", name.name()) ? SqlFailure.of(49999, "the procedure " + name) : none(2812, name);
    }

    /** 208, or 49999 for a system view, or a table of msdb or master, that a real server has. */
    public static SqlFailure noRelation(ObjectName name, String database) {
        String schema = name.schema();
        boolean system = schema != null && SYSTEM_SCHEMAS.contains(schema.toLowerCase(Locale.ROOT));
        // the oldest views are found in every database without a schema
        boolean old = name.name().toLowerCase(Locale.ROOT).startsWith("sys");
        boolean own = database.equalsIgnoreCase("msdb") || database.equalsIgnoreCase("master");
        return (system || old || own) && isKnown("view", name.name())
                ? SqlFailure.of(49999, "the view or table " + name)
                : none(208, name);
    }

    /** 208, or 49999 for a table-valued function that a real server has. */
    public static SqlFailure noTableFunction(ObjectName name) {
        return isKnown("table-function", name.name())
                ? SqlFailure.of(49999, "the table-valued function " + name)
                : none(208, name);
    }

    private static boolean isKnown(String kind, String name) {
        return ALL.contains(kind + " " + name.toLowerCase(Locale.ROOT));
    }

    private static SqlFailure none(int number, ObjectName name) {
        return SqlFailure.of(number, name);
    }
}
