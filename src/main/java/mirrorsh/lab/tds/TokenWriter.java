package mirrorsh.lab.tds;

import java.util.List;
import mirrorsh.lab.tds.Backend.Outcome.Output;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/** Writes response tokens in a connection's dialect (tds.md §8, §10). */
final class TokenWriter {
    static final int DONE = 0xFD;
    static final int DONE_PROCEDURE = 0xFE;
    static final int DONE_IN_PROCEDURE = 0xFF;

    static final int MORE = 0x0001;
    static final int FAILED = 0x0002;
    static final int COUNTED = 0x0010;
    static final int ATTENTION = 0x0020;
    static final int RPC_IN_BATCH = 0x0080;

    private static final int COLUMNS = 0x81;
    private static final int ROW = 0xD1;
    private static final int ERROR = 0xAA;
    private static final int INFO = 0xAB;
    private static final int LOGIN_ACK = 0xAD;
    private static final int ENVIRONMENT = 0xE3;
    private static final int RETURN_STATUS = 0x79;
    private static final int RETURN_VALUE = 0xAC;
    private static final int NULLABLE = 0x0001;
    /** Whether a column can be updated is not known. */
    private static final int UPDATABLE_UNKNOWN = 0x0008;

    private static final int MOST_COLUMNS = 4096;

    private final ByteWriter out;
    private final Dialect dialect;
    private final Backend.Identity identity;

    TokenWriter(ByteWriter out, Dialect dialect, Backend.Identity identity) {
        this.out = out;
        this.dialect = dialect;
        this.identity = identity;
    }

    Dialect dialect() {
        return dialect;
    }

    void done(int token, int status, int command, long rows) {
        out.u1(token).u2(status).u2(command);
        if (dialect.isAtLeast72()) {
            out.i8(rows);
        } else {
            out.i4((int) rows);
        }
    }

    void message(SqlMessage message) {
        int length = out.u1(message.isError() ? ERROR : INFO).u2(0).size();
        out.i4(message.number()).u1(message.state()).u1(message.severity());
        out.longText(message.text()).shortText(identity.serverName()).shortText(message.procedure());
        if (dialect.isAtLeast72()) {
            out.i4(message.line());
        } else {
            out.u2(message.line());
        }
        out.patchU2(length - 2, out.size() - length);
    }

    List<TypeInfo> columns(List<Column> columns) {
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException("A result of " + columns.size() + " columns does not exist.");
        }
        List<TypeInfo> types = columns.stream()
                .map(column -> TypeInfo.of(column.type(), dialect))
                .toList();
        out.u1(COLUMNS).u2(columns.size());
        for (int i = 0; i < types.size(); i++) {
            Column column = columns.get(i);
            userType();
            out.u2(UPDATABLE_UNKNOWN | (column.nullable() ? NULLABLE : 0));
            types.get(i).writeTo(out);
            tableName(types.get(i));
            out.shortText(column.name());
        }
        return types;
    }

    private void userType() {
        if (dialect.isAtLeast72()) {
            out.i4(0);
        } else {
            out.u2(0);
        }
    }

    /** Only the old long types carry the name of their table, and only old dialects see those. */
    private void tableName(TypeInfo type) {
        if (type.form() == TypeInfo.Form.POINTER) {
            out.u2(0);
        }
    }

    void row(List<TypeInfo> types, @Nullable Object[] values) {
        if (values.length != types.size()) {
            throw new IllegalArgumentException(
                    "A row has " + values.length + " values for " + types.size() + " columns.");
        }
        out.u1(ROW);
        for (int i = 0; i < values.length; i++) {
            ValueFormat.write(out, types.get(i), values[i], dialect);
        }
    }

    void returnStatus(int status) {
        out.u1(RETURN_STATUS).i4(status);
    }

    /** An output parameter at its position on the wire. */
    void returnValue(int ordinal, Output value) {
        TypeInfo type = TypeInfo.of(value.type(), dialect);
        out.u1(RETURN_VALUE).u2(ordinal).shortText(value.name()).u1(1);
        userType();
        out.u2(UPDATABLE_UNKNOWN | NULLABLE);
        type.writeTo(out);
        tableName(type);
        ValueFormat.write(out, type, value.value(), dialect);
    }

    /** LOGINACK; clients compare the program's name. */
    void loginAck() {
        int length = out.u1(LOGIN_ACK).u2(0).size();
        out.u1(1).i4BigEndian(dialect.version()).shortText("Microsoft SQL Server");
        out.u1(identity.major()).u1(identity.minor()).u2BigEndian(identity.build());
        out.patchU2(length - 2, out.size() - length);
    }

    void environment(Environment kind, String newValue, String oldValue) {
        int length = environment(kind);
        out.shortText(newValue).shortText(oldValue);
        out.patchU2(length - 2, out.size() - length);
    }

    void environment(Environment kind, byte[] newValue, byte[] oldValue) {
        int length = environment(kind);
        out.u1(newValue.length).bytes(newValue).u1(oldValue.length).bytes(oldValue);
        out.patchU2(length - 2, out.size() - length);
    }

    private int environment(Environment kind) {
        return out.u1(ENVIRONMENT).u2(0).u1(kind.code).size() - 1;
    }

    /** Types of ENVCHANGE (tds.md §8). */
    enum Environment {
        DATABASE(1),
        LANGUAGE(2),
        PACKET_SIZE(4),
        COLLATION(7),
        BEGIN_TRANSACTION(8),
        COMMIT_TRANSACTION(9),
        ROLLBACK_TRANSACTION(10),
        PARTNER(13),
        RESET(18);

        private final int code;

        Environment(int code) {
            this.code = code;
        }
    }
}
