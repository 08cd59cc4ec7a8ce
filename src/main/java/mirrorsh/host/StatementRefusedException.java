package mirrorsh.host;

import java.util.List;
import mirrorsh.host.Hosts.ServerMessage;

/** The server refused a statement; its errors, the cause first. */
public final class StatementRefusedException extends HostException {
    private static final long serialVersionUID = 1L;

    private final transient List<ServerMessage> errors;

    /** @param errors at least one */
    public StatementRefusedException(String host, List<ServerMessage> errors, Throwable cause) {
        super(
                host,
                host + " refused the statement with error " + errors.get(0).number() + ": "
                        + errors.get(0).text(),
                "",
                "explain " + errors.get(0).number(),
                cause);
        this.errors = List.copyOf(errors);
    }

    public List<ServerMessage> errors() {
        return errors;
    }

    /** Number of the first error. */
    public int number() {
        return errors.get(0).number();
    }
}
