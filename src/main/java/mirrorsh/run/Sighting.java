package mirrorsh.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one host, put together from looks that may have been under way at once, some of them at one database only. A later
 * look is never replaced by an earlier one. Not safe to share.
 */
final class Sighting {
    private @Nullable HostState state;
    private @Nullable Look newest;
    private @Nullable Look whole;
    private final Map<String, Look> files = new HashMap<>();
    private final Map<String, Look> databases = new HashMap<>();

    /**
     * When a host was asked and when it had answered, by {@link System#nanoTime}.
     *
     * @param clock the server's
     */
    private record Look(long asked, long answered, Instant clock) {
        /** Of two looks that were under way together the server's clock says which one saw more. */
        boolean isAfter(@Nullable Look known) {
            return known == null || asked - known.answered >= 0 || !clock.isBefore(known.clock);
        }
    }

    /** When the newest look was asked for. */
    long asked() {
        Look look = newest;
        return look == null ? Long.MIN_VALUE : look.asked();
    }

    /**
     * Adds a look; returns all that is known now.
     *
     * @param database the only one that was looked at; empty for all
     */
    HostState add(HostState seen, long asked, String database) {
        Look look = new Look(asked, System.nanoTime(), seen.instance().clock());
        HostState before = state == null ? seen : state;
        boolean later = look.isAfter(newest);
        List<Database> kept = before.databases();
        List<Queue> queues = before.queues();
        if (!database.isEmpty()) {
            String key = database.toLowerCase(Locale.ROOT);
            if (look.isAfter(databases.getOrDefault(key, whole))) {
                databases.put(key, look);
                kept = replaced(kept, seen, key);
                queues = replaced(queues, seen.queues(), key);
            }
        } else if (later) {
            whole = look;
            databases.values().removeIf(look::isAfter);
            kept = seen.databases();
            for (String key : databases.keySet()) {
                kept = replaced(kept, before, key);
            }
            queues = seen.queues();
        }
        newest = later ? look : newest;
        HostState all = (later ? seen : before).with(kept, queues, files(before, seen, look));
        state = all;
        return all;
    }

    private static List<Database> replaced(List<Database> all, HostState by, String key) {
        List<Database> replaced = new ArrayList<>(all);
        replaced.removeIf(database -> database.name().equalsIgnoreCase(key));
        by.database(key).ifPresent(replaced::add);
        return replaced;
    }

    private static List<Queue> replaced(List<Queue> all, List<Queue> by, String key) {
        List<Queue> replaced = new ArrayList<>(all);
        replaced.removeIf(queue -> queue.database().equalsIgnoreCase(key));
        by.stream().filter(queue -> queue.database().equalsIgnoreCase(key)).forEach(replaced::add);
        return replaced;
    }

    /** Each look asks for the files of its own step only. */
    private Map<String, Boolean> files(HostState before, HostState seen, Look look) {
        Map<String, Boolean> all = new HashMap<>(before.files());
        seen.files().forEach((path, there) -> {
            if (look.isAfter(files.get(path))) {
                files.put(path, look);
                all.put(path, there);
            }
        });
        return all;
    }
}
