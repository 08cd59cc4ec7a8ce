package mirrorsh.command;

import mirrorsh.effect.SafetySet;
import picocli.CommandLine.Command;

/** Transaction safety. */
@Command(
        name = "safety",
        description = "Transaction safety of a mirroring session",
        subcommands = {SafetyCommands.Full.class, SafetyCommands.Off.class})
final class SafetyCommands {
    /** {@code safety full}. */
    @Command(
            name = "full",
            description = "Set transaction safety FULL",
            footer = "  safety full AdventureWorks --on HOST_A")
    static final class Full extends SessionChange {
        Full() {
            super("safety full", OneDatabase::asPrincipal, (host, name) -> new SafetySet(host, name, true));
        }
    }

    /** {@code safety off}. */
    @Command(
            name = "off",
            description = "Set transaction safety OFF",
            footer = "  safety off AdventureWorks --on HOST_A")
    static final class Off extends SessionChange {
        Off() {
            super("safety off", OneDatabase::asPrincipal, (host, name) -> new SafetySet(host, name, false));
        }
    }
}
