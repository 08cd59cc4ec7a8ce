package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The columns that names of one query may mean, and the scope of the query around it. Used by one thread. */
public final class Scope {
    private final List<Binding> bindings;
    private final @Nullable Scope outer;
    /** Names that were found here before: each is asked for several times. */
    private final Map<ObjectName, Place> known = new HashMap<>();

    private int uses;
    private @Nullable Set<Integer> grouped;
    private int groupingError;

    public Scope(List<Binding> bindings, @Nullable Scope outer) {
        this.bindings = List.copyOf(bindings);
        this.outer = outer;
    }

    /**
     * One source of FROM.
     *
     * @param alias the name it is called by
     * @param table its full name where it has no alias of its own, else null
     * @param offset place of its first column in a row
     */
    public record Binding(String alias, @Nullable ObjectName table, List<Field> fields, int offset) {
        public Binding {
            fields = List.copyOf(fields);
        }

        public Binding shifted(int by) {
            return new Binding(alias, table, fields, offset + by);
        }

        public Binding optional() {
            return new Binding(
                    alias, table, fields.stream().map(Field::optional).toList(), offset);
        }

        /** Whether a qualifier such as {@code d} or {@code sys.databases} means this source. */
        public boolean isMeantBy(List<String> qualifier) {
            String last = qualifier.get(qualifier.size() - 1);
            if (!last.equalsIgnoreCase(alias)) {
                return false;
            }
            return qualifier.size() == 1 || table != null && endsAlike(table.parts(), qualifier);
        }

        private static boolean endsAlike(List<String> table, List<String> qualifier) {
            for (int i = 2; i <= qualifier.size(); i++) {
                String wanted = qualifier.get(qualifier.size() - i);
                String found = i <= table.size() ? table.get(table.size() - i) : "";
                if (!found.isEmpty() && !wanted.isEmpty() && !found.equalsIgnoreCase(wanted)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A column that a name means: how many queries out, and its place in the row there. */
    public record Place(int depth, int index, Field field) {}

    public List<Binding> bindings() {
        return bindings;
    }

    public @Nullable Scope outer() {
        return outer;
    }

    /** How often names of inner queries meant this scope or one around it; grows while inner queries are compiled. */
    public int uses() {
        return uses;
    }

    /**
     * From now on only these columns may be named; null lifts that.
     *
     * @param error 8120, 8121 or 8127 for all others
     */
    public void restrict(@Nullable Set<Integer> columns, int error) {
        grouped = columns;
        groupingError = error;
    }

    /** The columns it is restricted to, null for all. */
    public @Nullable Set<Integer> restriction() {
        return grouped;
    }

    public int restrictionError() {
        return groupingError;
    }

    /**
     * The column that a name means, or null if there is none of that name here or further out.
     *
     * @throws SqlFailure 209 if several could be meant, 8120 and kin if it is not in GROUP BY
     */
    public @Nullable Place find(ObjectName name) {
        int depth = 0;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Place place = scope.findHere(name, depth);
            if (place != null) {
                markUsed(depth);
                return place;
            }
            depth++;
        }
        return null;
    }

    private void markUsed(int depth) {
        Scope scope = this.outer;
        for (int i = 1; i <= depth && scope != null; i++) {
            scope.uses++;
            scope = scope.outer;
        }
    }

    private @Nullable Place findHere(ObjectName name, int depth) {
        Place place = known.get(name);
        if (place == null) {
            place = search(name);
            if (place == null) {
                return null;
            }
            known.put(name, place);
        }
        Set<Integer> allowed = grouped;
        if (allowed != null && !allowed.contains(place.index())) {
            throw SqlFailure.of(groupingError, name);
        }
        return depth == 0 ? place : new Place(depth, place.index(), place.field());
    }

    private @Nullable Place search(ObjectName name) {
        List<String> parts = name.parts();
        List<String> qualifier = parts.subList(0, parts.size() - 1);
        List<Place> found = new ArrayList<>();
        for (Binding binding : bindings) {
            if (qualifier.isEmpty() || binding.isMeantBy(qualifier)) {
                addMatches(binding, name.name(), found);
            }
        }
        if (found.size() > 1) {
            throw SqlFailure.of(209, name.name());
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static void addMatches(Binding binding, String column, List<Place> found) {
        for (int i = 0; i < binding.fields().size(); i++) {
            Field field = binding.fields().get(i);
            if (!column.isEmpty() && field.name().equalsIgnoreCase(column)) {
                found.add(new Place(0, binding.offset() + i, field));
            }
        }
    }

    /** Why a name means nothing: 207 for a column, 4104 for a source that is not there. */
    public static SqlFailure unknown(ObjectName name, @Nullable Scope scope) {
        List<String> qualifier = name.parts().subList(0, name.parts().size() - 1);
        for (Scope s = scope; s != null && !qualifier.isEmpty(); s = s.outer) {
            for (Binding binding : s.bindings) {
                if (binding.isMeantBy(qualifier)) {
                    return SqlFailure.of(207, name.name());
                }
            }
        }
        return qualifier.isEmpty() ? SqlFailure.of(207, name.name()) : SqlFailure.of(4104, name);
    }
}
