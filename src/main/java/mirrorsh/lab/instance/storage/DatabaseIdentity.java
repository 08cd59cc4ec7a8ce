package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * Who a database is.
 *
 * @param database new for each restore (catalog.md §6.2)
 * @param family the same for all copies
 * @param broker Service Broker identifier
 */
record DatabaseIdentity(String name, LocalDateTime created, UUID database, UUID family, UUID broker) {
    static DatabaseIdentity fresh(String name, LocalDateTime created) {
        UUID database = UUID.randomUUID();
        return new DatabaseIdentity(name, created, database, database, UUID.randomUUID());
    }

    DatabaseIdentity renamed(String newName, LocalDateTime when) {
        return new DatabaseIdentity(newName, when, database, family, broker);
    }

    DatabaseIdentity withBroker(UUID changed) {
        return new DatabaseIdentity(name, created, database, family, changed);
    }

    /** The identity of a copy that is restored under a name. */
    DatabaseIdentity restoredAs(String newName, LocalDateTime when) {
        return new DatabaseIdentity(newName, when, UUID.randomUUID(), family, broker);
    }

    void write(DataOutput out) throws IOException {
        ValueCodec.write(out, name);
        ValueCodec.write(out, created);
        ValueCodec.write(out, database);
        ValueCodec.write(out, family);
        ValueCodec.write(out, broker);
    }

    static DatabaseIdentity read(DataInput in) throws IOException {
        return new DatabaseIdentity(
                ValueCodec.readText(in),
                ValueCodec.readTime(in),
                ValueCodec.readGuid(in),
                ValueCodec.readGuid(in),
                ValueCodec.readGuid(in));
    }
}
