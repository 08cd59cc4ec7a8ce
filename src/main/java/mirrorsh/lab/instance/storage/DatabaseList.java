package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import mirrorsh.lab.type.SqlFailure;

/** The databases of an instance by name, without regard to case. Safe to share; holds its lock for moments only. */
final class DatabaseList {
    /** The highest id of a system database. */
    static final int LAST_SYSTEM = 4;

    private final InstanceFolders folders;
    private final Clock clock;
    private final Encryption encryption;
    private final Map<String, StoredDatabase> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** The same; a database keeps its id. */
    private final Map<Integer, StoredDatabase> byId = new TreeMap<>();

    DatabaseList(InstanceFolders folders, Clock clock, Encryption encryption) {
        this.folders = folders;
        this.clock = clock;
        this.encryption = encryption;
    }

    Optional<StoredDatabase> find(String name) {
        synchronized (byName) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    /** All of them by their ids. */
    List<StoredDatabase> all() {
        synchronized (byName) {
            return List.copyOf(byId.values());
        }
    }

    /** Adds a database under the lowest free id; 1801 when there is one of that name. */
    StoredDatabase add(String name, IntFunction<DatabaseState> start) {
        synchronized (byName) {
            if (byName.containsKey(name)) {
                throw SqlFailure.of(1801, name);
            }
            int id = freeId();
            StoredDatabase database = new StoredDatabase(start.apply(id), folders, clock, encryption);
            byName.put(name, database);
            byId.put(id, database);
            return database;
        }
    }

    private int freeId() {
        int id = 1;
        while (byId.containsKey(id)) {
            id++;
        }
        return id;
    }

    void remove(StoredDatabase database) {
        synchronized (byName) {
            byName.values().remove(database);
            byId.values().remove(database);
        }
    }

    /** Files a database under another name; 1801. The caller changes its identity. */
    void rename(StoredDatabase database, String newName) {
        synchronized (byName) {
            StoredDatabase other = byName.get(newName);
            if (other != null && other != database) {
                throw SqlFailure.of(1801, newName);
            }
            byName.values().remove(database);
            byName.put(newName, database);
        }
    }

    /** The database that uses a path, if any. */
    Optional<StoredDatabase> userOf(String path) {
        return all().stream()
                .filter(database -> database.state().files().stream().anyMatch(file -> samePath(file.path(), path)))
                .findFirst();
    }

    static boolean samePath(String one, String other) {
        return one.replace('/', '\\').equalsIgnoreCase(other.replace('/', '\\'));
    }
}
