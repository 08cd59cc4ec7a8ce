package mirrorsh.lab.tds;

import java.util.ArrayList;
import java.util.List;

/** Reads a response of TDS 7.2 and later into one line for each token, and checks its grammar (tds.md §10.1). */
final class Tokens {
    private final ByteReader in;
    private final List<String> lines = new ArrayList<>();
    private List<TypeInfo> columns = List.of();
    private boolean ended;

    private Tokens(byte[] payload) {
        in = new ByteReader(payload);
    }

    static List<String> read(byte[] payload) throws ProtocolException {
        Tokens tokens = new Tokens(payload);
        while (!tokens.in.atEnd()) {
            if (tokens.ended) {
                throw new ProtocolException("a token follows the last DONE: " + tokens.lines);
            }
            tokens.lines.add(tokens.token());
        }
        if (!tokens.ended) {
            throw new ProtocolException("no last DONE: " + tokens.lines);
        }
        return tokens.lines;
    }

    private String token() throws ProtocolException {
        int token = in.u1();
        return switch (token) {
            case 0x81 -> metadata();
            case 0xD1 -> row();
            case 0xAA, 0xAB -> message(token);
            case 0xE3 -> "ENVCHANGE " + Byte.toUnsignedInt(in.take(in.u2())[0]);
            case 0xAD -> "LOGINACK " + Integer.toHexString(Integer.reverseBytes(loginVersion()));
            case 0x79 -> "STATUS " + in.i4();
            case 0xAC -> returnValue();
            case 0xFD -> done("DONE");
            case 0xFE -> done("DONEPROC");
            case 0xFF -> done("DONEINPROC");
            default -> throw new ProtocolException("token 0x" + Integer.toHexString(token) + " after " + lines);
        };
    }

    private int loginVersion() throws ProtocolException {
        ByteReader ack = new ByteReader(in.take(in.u2()));
        ack.u1();
        return ack.i4();
    }

    private String metadata() throws ProtocolException {
        List<TypeInfo> types = new ArrayList<>();
        StringBuilder names = new StringBuilder("COLUMNS");
        int count = in.u2();
        for (int i = 0; i < count; i++) {
            in.skip(6);
            types.add(TypeInfo.read(in));
            names.append(' ').append(in.shortText());
        }
        columns = types;
        return names.toString();
    }

    private String row() throws ProtocolException {
        List<Object> values = new ArrayList<>();
        for (TypeInfo column : columns) {
            values.add(ValueFormat.read(in, column));
        }
        return "ROW " + values;
    }

    private String message(int token) throws ProtocolException {
        ByteReader body = new ByteReader(in.take(in.u2()));
        return (token == 0xAA ? "ERROR " : "INFO ") + body.i4();
    }

    private String returnValue() throws ProtocolException {
        int ordinal = in.u2();
        String name = in.shortText();
        in.skip(7);
        Object value = ValueFormat.read(in, TypeInfo.read(in));
        return ("VALUE " + ordinal + " " + name).strip() + " " + value;
    }

    private String done(String name) throws ProtocolException {
        int status = in.u2();
        int command = in.u2();
        long rows = in.i8();
        ended = (status & TokenWriter.MORE) == 0;
        return String.format("%s %02X %02X %d", name, status, command, rows);
    }
}
