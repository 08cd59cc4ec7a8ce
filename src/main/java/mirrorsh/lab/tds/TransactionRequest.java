package mirrorsh.lab.tds;

import java.nio.charset.StandardCharsets;
import mirrorsh.lab.tds.Backend.TransactionAction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction manager request (tds.md §9.4).
 *
 * @param action null for the distributed transactions that the lab refuses
 * @param name of the transaction or savepoint, may be empty
 * @param isolation level to begin with, 0 leaves it
 * @param next what begins after a commit or rollback
 */
record TransactionRequest(
        @Nullable TransactionAction action,
        String name,
        int isolation,
        @Nullable TransactionRequest next) {
    private static final int BEGIN = 5;
    private static final int COMMIT = 7;
    private static final int ROLLBACK = 8;
    private static final int SAVE = 9;
    private static final int BEGIN_ANOTHER = 0x01;
    private static final int MOST_ISOLATION = 5;

    static TransactionRequest parse(byte[] payload, Dialect dialect) throws ProtocolException {
        ByteReader in = new ByteReader(payload);
        RequestHeaders.skip(in, dialect);
        int request = in.u2();
        return switch (request) {
            case BEGIN -> begin(in);
            case COMMIT -> end(TransactionAction.COMMIT, in);
            case ROLLBACK -> end(TransactionAction.ROLLBACK, in);
            case SAVE -> new TransactionRequest(TransactionAction.SAVE, name(in), 0, null);
            default -> new TransactionRequest(null, "", 0, null);
        };
    }

    private static TransactionRequest begin(ByteReader in) throws ProtocolException {
        int isolation = in.u1();
        if (isolation > MOST_ISOLATION) {
            throw new ProtocolException("isolation level " + isolation + " does not exist");
        }
        return new TransactionRequest(TransactionAction.BEGIN, name(in), isolation, null);
    }

    private static TransactionRequest end(TransactionAction action, ByteReader in) throws ProtocolException {
        String name = name(in);
        boolean another = !in.atEnd() && (in.u1() & BEGIN_ANOTHER) != 0;
        return new TransactionRequest(action, name, 0, another ? begin(in) : null);
    }

    private static String name(ByteReader in) throws ProtocolException {
        return new String(in.take(in.u1()), StandardCharsets.UTF_16LE);
    }

    /** The isolation level in T-SQL; empty where it stays as it is. */
    String isolationSql() {
        return switch (isolation) {
            case 1 -> "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED";
            case 2 -> "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
            case 3 -> "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
            case 4 -> "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";
            case 5 -> "SET TRANSACTION ISOLATION LEVEL SNAPSHOT";
            default -> "";
        };
    }
}
