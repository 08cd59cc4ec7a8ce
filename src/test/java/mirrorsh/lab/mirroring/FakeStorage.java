package mirrorsh.lab.mirroring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.AgentJobs;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;

/** Storage that only finds databases. */
final class FakeStorage implements Storage {
    private final Map<String, Database> databases = new ConcurrentHashMap<>();

    void put(FakeDatabase database) {
        databases.put(database.name().toUpperCase(Locale.ROOT), database);
    }

    void remove(String name) {
        databases.remove(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<Database> find(String name) {
        return Optional.ofNullable(databases.get(name.toUpperCase(Locale.ROOT)));
    }

    @Override
    public List<Database> all() {
        return new ArrayList<>(databases.values());
    }

    @Override
    public void execute(DatabaseStatement statement, Caller caller, Cancellation cancellation) {
        throw notMirroring();
    }

    @Override
    public void execute(BackupStatement statement, Caller caller, ResponseSink sink, Cancellation cancellation) {
        throw notMirroring();
    }

    @Override
    public void changeOwner(String database, String login) {
        throw notMirroring();
    }

    @Override
    public void checkEncryptionKeyChange(String database, boolean present) {
        throw notMirroring();
    }

    @Override
    public boolean encrypts(byte[] certificate) {
        throw notMirroring();
    }

    @Override
    public void securityChanged(String database) {
        throw notMirroring();
    }

    @Override
    public Optional<Relation> view(Database database, String schema, String view, Caller caller) {
        return Optional.empty();
    }

    @Override
    public AgentJobs jobs() {
        throw notMirroring();
    }

    @Override
    public Transaction begin() {
        throw notMirroring();
    }

    @Override
    public boolean isOwner(String login) {
        return false;
    }

    private static AssertionError notMirroring() {
        return new AssertionError("mirroring asks this of no storage");
    }
}
