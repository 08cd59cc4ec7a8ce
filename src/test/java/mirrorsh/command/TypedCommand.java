package mirrorsh.command;

/** Tells which command a line of a table of commands is about. */
public final class TypedCommand {
    private TypedCommand() {}

    /** The longest name of the index that the line begins with; empty for none. */
    public static String of(String typed) {
        return CommandIndex.entries().stream()
                .map(CommandIndex.Entry::name)
                .filter(name -> (typed + " ").startsWith(name + " "))
                .max((one, other) -> one.length() - other.length())
                .orElse("");
    }
}
