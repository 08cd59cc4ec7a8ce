package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Options of a database, as ALTER DATABASE sets them and sys.databases shows them (tsql.md §7.2, catalog.md §6.1).
 *
 * @param owner name of the owning login
 */
record DatabaseOptions(
        Recovery recovery,
        Access access,
        boolean readOnly,
        boolean autoClose,
        boolean trustworthy,
        boolean broker,
        int compatibility,
        String collation,
        String owner) {

    /** The recovery model; its place is one below the catalog's code. */
    enum Recovery {
        FULL,
        BULK_LOGGED,
        SIMPLE
    }

    /** Who may come in; its place is the catalog's code. */
    enum Access {
        MULTI_USER,
        SINGLE_USER,
        RESTRICTED_USER
    }

    DatabaseOptions recovery(Recovery changed) {
        return new DatabaseOptions(
                changed, access, readOnly, autoClose, trustworthy, broker, compatibility, collation, owner);
    }

    DatabaseOptions access(Access changed) {
        return new DatabaseOptions(
                recovery, changed, readOnly, autoClose, trustworthy, broker, compatibility, collation, owner);
    }

    DatabaseOptions readOnly(boolean changed) {
        return new DatabaseOptions(
                recovery, access, changed, autoClose, trustworthy, broker, compatibility, collation, owner);
    }

    DatabaseOptions autoClose(boolean changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, changed, trustworthy, broker, compatibility, collation, owner);
    }

    DatabaseOptions trustworthy(boolean changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, autoClose, changed, broker, compatibility, collation, owner);
    }

    DatabaseOptions broker(boolean changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, autoClose, trustworthy, changed, compatibility, collation, owner);
    }

    DatabaseOptions compatibility(int changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, autoClose, trustworthy, broker, changed, collation, owner);
    }

    DatabaseOptions collation(String changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, autoClose, trustworthy, broker, compatibility, changed, owner);
    }

    DatabaseOptions owner(String changed) {
        return new DatabaseOptions(
                recovery, access, readOnly, autoClose, trustworthy, broker, compatibility, collation, changed);
    }

    /** As a restore leaves them: not trusted, broker off, open to many (catalog.md §6.1). */
    DatabaseOptions restoredBy(String login) {
        return trustworthy(false).broker(false).access(Access.MULTI_USER).owner(login);
    }

    void write(DataOutput out) throws IOException {
        ValueCodec.write(out, recovery.name());
        ValueCodec.write(out, access.name());
        out.writeBoolean(readOnly);
        out.writeBoolean(autoClose);
        out.writeBoolean(trustworthy);
        out.writeBoolean(broker);
        out.writeInt(compatibility);
        ValueCodec.write(out, collation);
        ValueCodec.write(out, owner);
    }

    static DatabaseOptions read(DataInput in) throws IOException {
        return new DatabaseOptions(
                ValueCodec.readEnum(in, Recovery.class),
                ValueCodec.readEnum(in, Access.class),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                ValueCodec.readText(in),
                ValueCodec.readText(in));
    }
}
