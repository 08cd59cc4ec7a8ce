package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.UsageException;
import picocli.CommandLine;

/** Help on one command, drawn from the command model. */
final class CommandHelp {
    private CommandHelp() {}

    /**
     * One command, or the commands of a group.
     *
     * @param name one word, or two
     */
    static List<String> of(String name, int columns) {
        CommandLine command = new CommandModel()
                .find(name)
                .orElseThrow(() -> new UsageException(
                        "There is no command " + name + ".",
                        CommandIndex.meant(name.split(" ", -1)[0], CommandIndex.heads())
                                .map(head -> "help " + head)
                                .orElse("help")));
        command.setUsageHelpWidth(Math.max(55, Math.min(columns, 120)));
        List<String> lines = new ArrayList<>(command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                .stripTrailing()
                .lines()
                .toList());
        if (!command.getSubcommands().isEmpty()) {
            lines.add("");
            lines.add("help " + name + " COMMAND shows one of them.");
        }
        return lines;
    }
}
