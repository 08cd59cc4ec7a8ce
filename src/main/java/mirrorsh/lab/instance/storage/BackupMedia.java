package mirrorsh.lab.instance.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * A backup file, which is one media family: a media header, and its part of the backup sets one behind the other. The format is the
 * lab's own and no SQL Server reads it; the families of a media set together hold everything that a restore on another host needs.
 * Immutable.
 */
record BackupMedia(Header header, Family family, List<Entry> entries) {
    private static final byte[] MAGIC = "MIRRORSH LAB BACKUP 5\r\n\u001a".getBytes(StandardCharsets.ISO_8859_1);

    BackupMedia {
        entries = List.copyOf(entries);
    }

    /**
     * The media set.
     *
     * @param families how many families it has, on as many devices
     * @param compressed whether its backup sets are compressed, all or none
     * @param encrypted whether they are encrypted, all or none
     */
    record Header(
            UUID id,
            int families,
            boolean compressed,
            boolean encrypted,
            @Nullable String name,
            @Nullable String description,
            LocalDateTime written) {}

    /** @param number its place in the media set, from 1 */
    record Family(UUID id, int number) {}

    /** A backup set and this family's part of its content. */
    record Entry(BackupSet set, byte[] body) {}

    BackupMedia cleared() {
        return new BackupMedia(header, family, List.of());
    }

    BackupMedia with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new BackupMedia(header, family, more);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.write(MAGIC);
            writePart(out, part -> {
                ValueCodec.write(part, header.id());
                part.writeInt(header.families());
                part.writeBoolean(header.compressed());
                part.writeBoolean(header.encrypted());
                ValueCodec.write(part, header.name());
                ValueCodec.write(part, header.description());
                ValueCodec.write(part, header.written());
                ValueCodec.write(part, family.id());
                part.writeInt(family.number());
            });
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                writePart(out, entry.set()::write);
                writePart(out, part -> part.write(entry.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a file: 3242 when it is no backup at all, 3241 when it is a damaged one.
     *
     * @param path for the messages
     */
    static BackupMedia decode(byte[] file, String path) {
        if (file.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
            throw SqlFailure.of(3242, path);
        }
        try {
            DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(file, MAGIC.length, file.length - MAGIC.length));
            DataInputStream head = readPart(in);
            Header header = new Header(
                    ValueCodec.readGuid(head),
                    head.readInt(),
                    head.readBoolean(),
                    head.readBoolean(),
                    (String) ValueCodec.read(head),
                    (String) ValueCodec.read(head),
                    ValueCodec.readTime(head));
            Family family = new Family(ValueCodec.readGuid(head), head.readInt());
            List<Entry> entries = new ArrayList<>();
            for (int n = ValueCodec.count(in); n > 0; n--) {
                BackupSet set = BackupSet.read(readPart(in));
                entries.add(new Entry(set, readPart(in).readAllBytes()));
            }
            return new BackupMedia(header, family, entries);
        } catch (IOException | ClassCastException e) {
            throw SqlFailure.of(3241, path);
        }
    }

    /** Something that writes a part. */
    private interface PartWriter {
        void write(DataOutputStream out) throws IOException;
    }

    private static void writePart(DataOutputStream out, PartWriter writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(bytes));
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray());
        ValueCodec.writeBytes(out, bytes.toByteArray());
        out.writeLong(checksum.getValue());
    }

    private static DataInputStream readPart(DataInputStream in) throws IOException {
        int length = ValueCodec.count(in);
        if (length > in.available()) {
            throw new IOException("The file is cut short.");
        }
        byte[] bytes = in.readNBytes(length);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (in.readLong() != checksum.getValue()) {
            throw new IOException("The file is damaged.");
        }
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
