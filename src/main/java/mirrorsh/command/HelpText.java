package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.UsageException;
import picocli.CommandLine;

/** Help, drawn from the index and, for one command, from the command model. */
public final class HelpText {
    private static final int NAMES = 20;

    private HelpText() {}

    /** All commands; made from the index alone. */
    public static List<String> overview() {
        List<String> lines = new ArrayList<>();
        lines.add("mirrorsh [OPTIONS]                           interactive shell");
        lines.add("mirrorsh [OPTIONS] COMMAND [ARGS]            one command, then exit");
        lines.add("mirrorsh [OPTIONS] run RUNBOOK [NAME=VALUE]...");
        lines.add("");
        CommandIndex.groups().forEach(group -> {
            lines.add(group);
            CommandIndex.entries().stream()
                    .filter(entry -> entry.group().equals(group))
                    .forEach(entry -> lines.add("  " + padded(entry.name()) + entry.summary()));
        });
        lines.add("");
        lines.add("Options, before or after the command");
        lines.add("  " + padded("--lab") + "Start the embedded lab and connect HOST_A, HOST_B and HOST_W");
        lines.add("  " + padded("--hosts FILE") + "Host definitions, by default the user's own hosts.toml");
        lines.add("  " + padded("--yes") + "Answer every confirmation with yes");
        lines.add("  " + padded("--json") + "Results for machines on standard output");
        lines.add("  " + padded("--no-color") + "No color; NO_COLOR does the same");
        lines.add("  " + padded("--version, --help") + "What this is");
        lines.add("");
        lines.add("Exit codes: 0 done, 1 failed, 2 usage, 3 stopped by the operator, 4 something is left to do.");
        lines.add("help COMMAND shows one of them.");
        return lines;
    }

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

    private static String padded(String name) {
        return name.length() >= NAMES ? name + "  " : name + " ".repeat(NAMES - name.length());
    }
}
