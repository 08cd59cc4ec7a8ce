package mirrorsh.lab.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mirrorsh.lab.tds.Backend.Parameter;

/**
 * One call of an RPC message (tds.md §9.3).
 *
 * @param number of the well-known procedure, {@link #BY_NAME} where the name says it
 * @param name as the client wrote it; empty with a number
 * @param execute the client asked not to execute this one
 */
record RpcRequest(int number, String name, List<Parameter> parameters, boolean execute) {
    static final int BY_NAME = 0;
    static final int CURSOR_OPEN = 2;
    static final int CURSOR_EXECUTE = 4;
    static final int CURSOR_PREPARE_EXECUTE = 5;
    static final int CURSOR_UNPREPARE = 6;
    static final int EXECUTE_SQL = 10;
    static final int PREPARE = 11;
    static final int EXECUTE = 12;
    static final int PREPARE_EXECUTE = 13;
    static final int UNPREPARE = 15;

    private static final List<String> NUMBERED = List.of(
            "",
            "sp_cursor",
            "sp_cursoropen",
            "sp_cursorprepare",
            "sp_cursorexecute",
            "sp_cursorprepexec",
            "sp_cursorunprepare",
            "sp_cursorfetch",
            "sp_cursoroption",
            "sp_cursorclose",
            "sp_executesql",
            "sp_prepare",
            "sp_execute",
            "sp_prepexec",
            "sp_prepexecrpc",
            "sp_unprepare");
    private static final int NUMBER_FOLLOWS = 0xFFFF;
    private static final int DO_NOT_EXECUTE_NEXT = 0xFE;
    private static final int MOST_PARAMETERS = 2100 + 8;
    private static final int LONGEST_NAME = 1046;
    private static final int OUTPUT = 0x01;
    private static final int DEFAULT = 0x02;

    RpcRequest {
        parameters = List.copyOf(parameters);
    }

    /** The procedure's name, for messages. */
    String procedure() {
        return number == BY_NAME ? name : NUMBERED.get(number);
    }

    static List<RpcRequest> parse(byte[] payload, Dialect dialect) throws ProtocolException {
        ByteReader in = new ByteReader(payload);
        RequestHeaders.skip(in, dialect);
        List<RpcRequest> calls = new ArrayList<>();
        boolean execute = true;
        do {
            calls.add(call(in, dialect, execute));
            execute = in.atEnd() || in.u1() != DO_NOT_EXECUTE_NEXT;
        } while (!in.atEnd());
        return calls;
    }

    private static RpcRequest call(ByteReader in, Dialect dialect, boolean execute) throws ProtocolException {
        int length = in.u2();
        int number = BY_NAME;
        String name = "";
        if (length == NUMBER_FOLLOWS) {
            number = in.u2();
            if (number < 1 || number >= NUMBERED.size()) {
                throw new ProtocolException("there is no procedure of number " + number);
            }
        } else if (length > LONGEST_NAME) {
            throw new ProtocolException("a procedure's name has " + length + " characters");
        } else {
            name = in.text(length);
            number = numberOf(name);
        }
        // flags: the client may do without metadata, but results that describe themselves are right too
        in.skip(2);
        List<Parameter> parameters = new ArrayList<>();
        while (!in.atEnd() && !dialect.separatesCalls(in.peek())) {
            if (parameters.size() == MOST_PARAMETERS) {
                throw new ProtocolException("a call has more than " + MOST_PARAMETERS + " parameters");
            }
            parameters.add(parameter(in));
        }
        return new RpcRequest(number, name, parameters, execute);
    }

    /** The well-known procedures can be called by name too, with or without their schema. */
    private static int numberOf(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        for (String prefix : List.of("master.sys.", "master.dbo.", "master..", "sys.", "dbo.")) {
            if (plain.startsWith(prefix)) {
                plain = plain.substring(prefix.length());
            }
        }
        return Math.max(BY_NAME, NUMBERED.indexOf(plain));
    }

    private static Parameter parameter(ByteReader in) throws ProtocolException {
        String name = in.shortText();
        int status = in.u1();
        TypeInfo type = TypeInfo.read(in);
        Object value = ValueFormat.read(in, type);
        return new Parameter(
                name.isEmpty() ? null : name, type.type(), value, (status & OUTPUT) != 0, (status & DEFAULT) != 0);
    }
}
