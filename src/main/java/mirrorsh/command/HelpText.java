package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;

/** The overview of all commands, drawn from the index alone. */
public final class HelpText {
    private static final int NAMES = 20;

    private HelpText() {}

    /** All commands by group, and the options that each of them takes. */
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
        lines.add("  " + padded("--yes") + "Answer every confirmation with yes, but no typed one");
        lines.add("  " + padded("--confirm NAME") + "The name that is to be typed before anything is lost");
        lines.add("  " + padded("--json") + "Results for machines on standard output");
        lines.add("  " + padded("--no-color") + "No color; NO_COLOR does the same");
        lines.add("  " + padded("--version, --help") + "What this is");
        lines.add("");
        lines.add("Exit codes: 0 done, 1 failed, 2 usage, 3 stopped by the operator, 4 something is left to do.");
        lines.add("help COMMAND shows one of them, help procedure what is done of the procedure.");
        return lines;
    }

    private static String padded(String name) {
        return name.length() >= NAMES ? name + "  " : name + " ".repeat(NAMES - name.length());
    }
}
