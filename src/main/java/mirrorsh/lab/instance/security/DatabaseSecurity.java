package mirrorsh.lab.instance.security;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What lives in a database besides its data: users, permissions, master key, certificates. Travels with the database in its
 * backups. Safe to share between threads.
 */
public final class DatabaseSecurity {
    /** The security of a new database: dbo, guest, the fixed roles, no keys. */
    public static DatabaseSecurity fresh() {
        return new DatabaseSecurity();
    }

    /** Writes everything that a backup of the database carries. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(0);
    }

    /** Reads what {@link #write} wrote; the master key's copy under the service master key is not valid on another instance. */
    public static DatabaseSecurity read(DataInput in) throws IOException {
        in.readInt();
        return new DatabaseSecurity();
    }
}
