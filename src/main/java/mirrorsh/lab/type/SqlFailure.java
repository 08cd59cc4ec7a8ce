package mirrorsh.lab.type;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement failed: the errors that its caller gets, the cause first (for example 3201, then 3013).
 *
 * <p>Not a programming error: this is how the imitation refuses.
 */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SqlMessage> messages;

    public SqlFailure(List<SqlMessage> messages) {
        super(messages.get(0).number() + ": " + messages.get(0).text());
        this.messages = List.copyOf(messages);
    }

    /** A failure with one message of the catalogue, state 1. */
    public static SqlFailure of(int number, Object... arguments) {
        return new SqlFailure(List.of(Messages.message(number, arguments)));
    }

    /** The same failure with another state on its first message. */
    public SqlFailure state(int state) {
        SqlMessage first = messages.get(0);
        List<SqlMessage> changed = new ArrayList<>(messages);
        changed.set(
                0,
                new SqlMessage(first.number(), first.severity(), state, first.text(), first.procedure(), first.line()));
        return new SqlFailure(changed);
    }

    /** The same failure with one more message behind the others. */
    public SqlFailure followedBy(int number, Object... arguments) {
        List<SqlMessage> more = new ArrayList<>(messages);
        more.add(Messages.message(number, arguments));
        return new SqlFailure(more);
    }

    /** The messages, at least one. */
    public List<SqlMessage> messages() {
        return messages;
    }

    /** The number of the first message. */
    public int number() {
        return messages.get(0).number();
    }
}
