package mirrorsh.command;

import java.util.Map;

/** What a command found or did, with a view for people and one for machines. */
interface Result {
    /** Writes it for people. */
    void show(Console console);

    /** The same for machines: maps, lists, strings, numbers, booleans and nulls. */
    Map<String, ?> json();

    /** Whether the command has told it already, as one that runs for long does. */
    default boolean isTold() {
        return false;
    }

    /** One of {@link ExitCode}. */
    default int exitCode() {
        return ExitCode.DONE;
    }
}
