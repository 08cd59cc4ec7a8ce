package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The header of one backup: what backupset and RESTORE HEADERONLY tell of it (catalog.md §7.1, §7.5). Immutable.
 *
 * @param encryptor thumbprint of the certificate that protects the encryption key of the database; empty without a key
 * @param cipher how the backup is encrypted, null where it is not
 */
record BackupSet(
        Label label,
        Origin origin,
        DatabaseIdentity database,
        DatabaseOptions options,
        List<DatabaseFile> files,
        Range range,
        byte[] encryptor,
        @Nullable Cipher cipher) {
    BackupSet {
        files = List.copyOf(files);
    }

    /**
     * The encryption of a backup.
     *
     * @param algorithm as the header shows it: aes_256
     * @param thumbprint of the certificate in master
     */
    record Cipher(String algorithm, byte[] thumbprint) {}

    /** As it is on media of a format; compressed backups have checksums unless told otherwise (tsql.md §8). */
    BackupSet in(boolean compressed, boolean checksum, @Nullable Cipher encryption) {
        return new BackupSet(
                label.in(compressed, checksum), origin, database, options, files, range, encryptor, encryption);
    }

    /** Kinds of backups the lab makes. */
    enum Type {
        DATABASE("D", 1, "DATABASE"),
        DIFFERENTIAL("I", 5, "DATABASE DIFFERENTIAL"),
        LOG("L", 2, "TRANSACTION LOG");

        private final String letter;
        private final int number;
        private final String description;

        Type(String letter, int number, String description) {
            this.letter = letter;
            this.number = number;
            this.description = description;
        }

        String letter() {
            return letter;
        }

        int number() {
            return number;
        }

        String description() {
            return description;
        }
    }

    /** @param size bytes of the content, as shown */
    record Label(
            UUID guid,
            Type type,
            @Nullable String name,
            @Nullable String description,
            @Nullable LocalDateTime expiration,
            String user,
            LocalDateTime start,
            LocalDateTime finish,
            boolean copyOnly,
            boolean checksum,
            boolean compressed,
            long size) {
        Label in(boolean packed, boolean checked) {
            return new Label(
                    guid, type, name, description, expiration, user, start, finish, copyOnly, checked, packed, size);
        }

        void write(DataOutput out) throws IOException {
            ValueCodec.write(out, guid);
            ValueCodec.write(out, type.name());
            ValueCodec.write(out, name);
            ValueCodec.write(out, description);
            ValueCodec.write(out, expiration);
            ValueCodec.write(out, user);
            ValueCodec.write(out, start);
            ValueCodec.write(out, finish);
            out.writeBoolean(copyOnly);
            out.writeBoolean(checksum);
            out.writeBoolean(compressed);
            out.writeLong(size);
        }

        static Label read(DataInput in) throws IOException {
            return new Label(
                    ValueCodec.readGuid(in),
                    ValueCodec.readEnum(in, Type.class),
                    (String) ValueCodec.read(in),
                    (String) ValueCodec.read(in),
                    (LocalDateTime) ValueCodec.read(in),
                    ValueCodec.readText(in),
                    ValueCodec.readTime(in),
                    ValueCodec.readTime(in),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readLong());
        }
    }

    /** @param timeZone quarter hours from UTC */
    record Origin(String server, String machine, int major, int minor, int build, int timeZone) {
        void write(DataOutput out) throws IOException {
            ValueCodec.write(out, server);
            ValueCodec.write(out, machine);
            out.writeInt(major);
            out.writeInt(minor);
            out.writeInt(build);
            out.writeInt(timeZone);
        }

        static Origin read(DataInput in) throws IOException {
            return new Origin(
                    ValueCodec.readText(in),
                    ValueCodec.readText(in),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readInt());
        }
    }

    /**
     * Which part of the database's history it holds.
     *
     * @param first its first LSN
     * @param last the LSN after it
     * @param fullBackup checkpoint LSN of the full backup before it, 0 for none
     * @param beginsLogChain whether it is the first log backup of its chain
     * @param differentialBase checkpoint LSN of the full backup that a differential goes with, else 0
     */
    record Range(
            long first,
            long last,
            long checkpoint,
            long fullBackup,
            boolean beginsLogChain,
            long differentialBase,
            RecoveryForks forks) {

        UUID firstFork() {
            return forks.at(first);
        }

        UUID lastFork() {
            return forks.at(last - 1);
        }

        /** Where the two forks part, null where they are one. */
        @Nullable
        Long forkPoint() {
            return firstFork().equals(lastFork()) ? null : forks.current().fromLsn();
        }

        void write(DataOutput out) throws IOException {
            out.writeLong(first);
            out.writeLong(last);
            out.writeLong(checkpoint);
            out.writeLong(fullBackup);
            out.writeBoolean(beginsLogChain);
            out.writeLong(differentialBase);
            forks.write(out);
        }

        static Range read(DataInput in) throws IOException {
            return new Range(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    in.readLong(),
                    RecoveryForks.read(in));
        }
    }

    /** How the catalog writes the recovery model here: with a hyphen. */
    String recoveryModel() {
        return options.recovery().name().replace('_', '-');
    }

    void write(DataOutput out) throws IOException {
        label.write(out);
        origin.write(out);
        database.write(out);
        options.write(out);
        out.writeInt(files.size());
        for (DatabaseFile file : files) {
            file.write(out);
        }
        range.write(out);
        ValueCodec.writeBytes(out, encryptor);
        ValueCodec.write(out, cipher == null ? null : cipher.algorithm());
        ValueCodec.writeBytes(out, cipher == null ? new byte[0] : cipher.thumbprint());
    }

    static BackupSet read(DataInput in) throws IOException {
        Label label = Label.read(in);
        Origin origin = Origin.read(in);
        DatabaseIdentity database = DatabaseIdentity.read(in);
        DatabaseOptions options = DatabaseOptions.read(in);
        List<DatabaseFile> files = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            files.add(DatabaseFile.read(in));
        }
        Range range = Range.read(in);
        byte[] encryptor = ValueCodec.readBytes(in);
        String algorithm = (String) ValueCodec.read(in);
        byte[] thumbprint = ValueCodec.readBytes(in);
        Cipher cipher = algorithm == null ? null : new Cipher(algorithm, thumbprint);
        return new BackupSet(label, origin, database, options, files, range, encryptor, cipher);
    }
}
