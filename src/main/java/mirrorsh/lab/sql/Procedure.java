package mirrorsh.lab.sql;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A system procedure. */
public interface Procedure {
    /**
     * Runs it; result sets and messages go to the sink. The caller closes the call with DONEs of its own.
     *
     * @return the return status
     */
    int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation);

    /** Whether the argument at a position, from 0, may be an OUTPUT argument. */
    default boolean hasOutput(int position) {
        return false;
    }

    /** What an OUTPUT argument is after the call; empty for NULL. */
    default Optional<Object> output(int position) {
        return Optional.empty();
    }

    /**
     * One argument.
     *
     * @param name with at sign, or null where it was given by position
     * @param value null for NULL and for DEFAULT
     */
    record Argument(
            @Nullable String name, SqlType type, @Nullable Object value) {}
}
