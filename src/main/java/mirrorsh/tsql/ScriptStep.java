package mirrorsh.tsql;

/** What a sqlcmd script asks for, one after the other. */
public sealed interface ScriptStep {
    /** Send a batch, as often as its GO says. */
    record Send(ScriptBatch batch) implements ScriptStep {}

    /**
     * From here on another host: {@code :CONNECT}.
     *
     * @param host as written: a host's name, or a server's
     */
    record Connect(String host, int line) implements ScriptStep {}

    /** From here on an error ends the script, or not: {@code :on error exit}, {@code :on error ignore}. */
    record OnError(boolean exit) implements ScriptStep {}
}
