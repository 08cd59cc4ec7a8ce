package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Ask;
import mirrorsh.lab.mirroring.LinkMessage.Begin;
import mirrorsh.lab.mirroring.LinkMessage.Changed;
import mirrorsh.lab.mirroring.LinkMessage.Configure;
import mirrorsh.lab.mirroring.LinkMessage.Ended;
import mirrorsh.lab.mirroring.LinkMessage.Hardened;
import mirrorsh.lab.mirroring.LinkMessage.Log;
import mirrorsh.lab.mirroring.LinkMessage.Meet;
import mirrorsh.lab.mirroring.LinkMessage.Ping;
import mirrorsh.lab.mirroring.LinkMessage.RedoFailed;
import mirrorsh.lab.mirroring.LinkMessage.ToWitness;
import mirrorsh.lab.mirroring.LinkMessage.Unreachable;
import mirrorsh.lab.mirroring.LinkMessage.Verdict;
import mirrorsh.lab.mirroring.LinkMessage.Wish;

/** Messages of a link as bytes: kind, request id, content. */
final class LinkMessageCodec {
    private static final int MOST_RECORDS = 100_000;

    private LinkMessageCodec() {}

    /** A message with the id of the request that it is or answers; 0 for neither. */
    record Envelope(long id, LinkMessage message) {}

    static byte[] frame(Envelope envelope) {
        return Frames.frame(out -> {
            LinkMessage message = envelope.message();
            out.writeByte(kind(message));
            out.writeLong(envelope.id());
            writeSession(out, message);
            writeShort(out, message);
        });
    }

    private static int kind(LinkMessage message) {
        List<Class<? extends LinkMessage>> kinds = List.of(
                Ping.class,
                Configure.class,
                Meet.class,
                Answer.class,
                Begin.class,
                Changed.class,
                Log.class,
                Hardened.class,
                RedoFailed.class,
                Ask.class,
                Unreachable.class,
                Ended.class,
                ToWitness.class,
                Verdict.class);
        return kinds.indexOf(message.getClass());
    }

    private static void writeSession(DataOutput out, LinkMessage message) throws IOException {
        if (message instanceof Configure configure) {
            configure.facts().write(out);
        } else if (message instanceof Meet meet) {
            meet.facts().write(out);
        } else if (message instanceof Begin begin) {
            begin.facts().write(out);
            out.writeLong(begin.rewindTo());
            out.writeLong(begin.flow());
        } else if (message instanceof Changed changed) {
            changed.facts().write(out);
        } else if (message instanceof ToWitness witness) {
            out.writeByte(witness.purpose().ordinal());
            witness.facts().write(out);
        } else if (message instanceof Log log) {
            Facts.write(out, log.guid());
            out.writeLong(log.flow());
            out.writeInt(log.records().size());
            for (LogRecord record : log.records()) {
                out.writeLong(record.lsn());
                Frames.writeBytes(out, record.payload());
            }
        }
    }

    private static void writeShort(DataOutput out, LinkMessage message) throws IOException {
        if (message instanceof Answer answer) {
            out.writeInt(answer.number());
            out.writeInt(answer.state());
            out.writeBoolean(answer.facts().isPresent());
            if (answer.facts().isPresent()) {
                answer.facts().get().write(out);
            }
        } else if (message instanceof Hardened hardened) {
            Facts.write(out, hardened.guid());
            out.writeLong(hardened.flow());
            out.writeLong(hardened.lsn());
        } else if (message instanceof RedoFailed failed) {
            Facts.write(out, failed.guid());
            out.writeInt(failed.number());
            out.writeInt(failed.severity());
            out.writeInt(failed.state());
        } else if (message instanceof Ask ask) {
            Facts.write(out, ask.guid());
            out.writeByte(ask.wish().ordinal());
            out.writeUTF(ask.argument());
            out.writeLong(ask.number());
        } else if (message instanceof Unreachable unreachable) {
            Facts.write(out, unreachable.guid());
        } else if (message instanceof Ended ended) {
            Facts.write(out, ended.guid());
        } else if (message instanceof Verdict verdict) {
            out.writeBoolean(verdict.granted());
            out.writeInt(verdict.refusal());
            out.writeUTF(verdict.principal());
            out.writeInt(verdict.roleSequence());
        }
    }

    /** @throws IOException when the bytes are no message */
    static Envelope read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        Envelope envelope = new Envelope(in.readLong(), read(kind, in));
        if (in.available() > 0) {
            throw new Frames.MalformedException("A message of kind " + kind + " has bytes left over.");
        }
        return envelope;
    }

    private static LinkMessage read(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case 0 -> new Ping();
            case 1 -> new Configure(Facts.read(in));
            case 2 -> new Meet(Facts.read(in));
            case 3 ->
                new Answer(
                        in.readInt(), in.readInt(), in.readBoolean() ? Optional.of(Facts.read(in)) : Optional.empty());
            case 4 -> new Begin(Facts.read(in), in.readLong(), in.readLong());
            case 5 -> new Changed(Facts.read(in));
            case 6 -> readLog(in);
            case 7 -> new Hardened(Facts.readGuid(in), in.readLong(), in.readLong());
            case 8 -> new RedoFailed(Facts.readGuid(in), in.readInt(), in.readInt(), in.readInt());
            case 9 -> new Ask(Facts.readGuid(in), choice(Wish.values(), in), in.readUTF(), in.readLong());
            case 10 -> new Unreachable(Facts.readGuid(in));
            case 11 -> new Ended(Facts.readGuid(in));
            case 12 -> new ToWitness(choice(ToWitness.Purpose.values(), in), Facts.read(in));
            case 13 -> new Verdict(in.readBoolean(), in.readInt(), in.readUTF(), in.readInt());
            default -> throw new Frames.MalformedException("There is no message of kind " + kind + ".");
        };
    }

    private static Log readLog(DataInputStream in) throws IOException {
        UUID guid = Facts.readGuid(in);
        long flow = in.readLong();
        int count = in.readInt();
        if (count < 0 || count > MOST_RECORDS) {
            throw new Frames.MalformedException("A message claims " + count + " log records.");
        }
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new LogRecord(in.readLong(), Frames.readBytes(in)));
        }
        return new Log(guid, flow, records);
    }

    private static <T> T choice(T[] choices, DataInputStream in) throws IOException {
        int index = in.readUnsignedByte();
        if (index >= choices.length) {
            throw new Frames.MalformedException("There is no choice " + index + ".");
        }
        return choices[index];
    }
}
