package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/**
 * What one partner tells another instance about its side of a session.
 *
 * @param role 1 principal, 2 mirror
 * @param state as in the catalog, 0 to 4
 * @param full transaction safety FULL
 * @param timeout partner time-out in seconds
 * @param witness address of the witness, empty without one
 * @param nextLogBackup first LSN of the next log backup, -1 without a log chain
 * @param fork the recovery fork of the copy
 * @param failoverLsn where the last role switch happened; 0 at an old principal whose copy is not reconciled yet
 * @param life changes whenever the teller lost its partner
 */
record Facts(
        UUID guid,
        String database,
        UUID family,
        UUID broker,
        String server,
        int version,
        String partnerServer,
        int role,
        int roleSequence,
        int state,
        boolean suspended,
        boolean full,
        int safetySequence,
        int timeout,
        String witness,
        long startOfLog,
        long endOfLog,
        long nextLogBackup,
        UUID fork,
        long failoverLsn,
        long life) {

    static final int PRINCIPAL = 1;
    static final int MIRROR = 2;

    void write(DataOutput out) throws IOException {
        write(out, guid);
        out.writeUTF(database);
        write(out, family);
        write(out, broker);
        out.writeUTF(server);
        out.writeInt(version);
        out.writeUTF(partnerServer);
        out.writeInt(role);
        out.writeInt(roleSequence);
        out.writeInt(state);
        out.writeBoolean(suspended);
        out.writeBoolean(full);
        out.writeInt(safetySequence);
        out.writeInt(timeout);
        out.writeUTF(witness);
        out.writeLong(startOfLog);
        out.writeLong(endOfLog);
        out.writeLong(nextLogBackup);
        write(out, fork);
        out.writeLong(failoverLsn);
        out.writeLong(life);
    }

    static Facts read(DataInputStream in) throws IOException {
        return new Facts(
                readGuid(in),
                in.readUTF(),
                readGuid(in),
                readGuid(in),
                in.readUTF(),
                in.readInt(),
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                in.readInt(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readGuid(in),
                in.readLong(),
                in.readLong());
    }

    static void write(DataOutput out, UUID guid) throws IOException {
        out.writeLong(guid.getMostSignificantBits());
        out.writeLong(guid.getLeastSignificantBits());
    }

    static UUID readGuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    /** The same facts of a mirror whose copy has no history of its own any more. */
    Facts reconciledAt(long lsn) {
        return new Facts(
                guid,
                database,
                family,
                broker,
                server,
                version,
                partnerServer,
                role,
                roleSequence,
                state,
                suspended,
                full,
                safetySequence,
                timeout,
                witness,
                startOfLog,
                endOfLog,
                nextLogBackup,
                fork,
                lsn,
                life);
    }
}
