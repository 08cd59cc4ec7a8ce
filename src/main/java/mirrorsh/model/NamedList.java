package mirrorsh.model;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Things of one host that are asked for by name, without regard to case, thousands of times. Immutable; safe to share. */
final class NamedList<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> things;
    private final Function<T, String> name;
    /** Made by the first who asks; made twice where two ask at once, which does no harm. */
    private volatile @Nullable Map<String, T> byName;

    private NamedList(List<T> things, Function<T, String> name) {
        this.things = List.copyOf(things);
        this.name = name;
    }

    /** The things themselves where they are such a list already. */
    static <T> NamedList<T> of(List<T> things, Function<T, String> name) {
        return things instanceof NamedList<T> known ? known : new NamedList<>(things, name);
    }

    /** The first of that name in a list made by {@link #of}. */
    static <T> Optional<T> find(List<T> things, String name) {
        if (!(things instanceof NamedList<T> named)) {
            throw new IllegalArgumentException("This list knows no names.");
        }
        return Optional.ofNullable(named.byName().get(name));
    }

    private Map<String, T> byName() {
        Map<String, T> known = byName;
        if (known == null) {
            known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (T thing : things) {
                known.putIfAbsent(name.apply(thing), thing);
            }
            byName = known;
        }
        return known;
    }

    @Override
    public T get(int index) {
        return things.get(index);
    }

    @Override
    public int size() {
        return things.size();
    }
}
