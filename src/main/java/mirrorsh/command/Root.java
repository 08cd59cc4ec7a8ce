package mirrorsh.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command model, through which every command is executed. */
@Command(
        name = "",
        subcommands = {
            ConnectionCommands.Connect.class,
            ConnectionCommands.Disconnect.class,
            ConnectionCommands.ListHosts.class,
            ConnectionCommands.Use.class,
            SqlCommand.class,
            MasterKeyCommands.class,
            CertCommands.class,
            EndpointCommands.class,
            LoginCommands.class,
            UserCommands.class,
            GrantCommand.class,
            RevokeCommand.class,
            TrustCommand.class,
            DatabaseCommands.class,
            PartnerCommands.class,
            SafetyCommands.class,
            WitnessCommands.class,
            LoginsCommands.class,
            MonitorCommands.class,
            StatusCommand.class,
            DiagnoseCommand.class,
            ExplainCommand.class,
            ErrorLogCommand.class,
            TopologyCommand.class,
            WatchCommand.class,
            QuorumCommand.class,
            ExpiryCommand.class,
            LintCommand.class,
            RunCommands.Run.class,
            RunCommands.ShowPlan.class,
            RunCommands.WriteScript.class,
            UndoCommands.Resume.class,
            UndoCommands.Undo.class,
            RunbookCommands.class,
            LabCommands.class,
            ShellCommands.Help.class,
            ShellCommands.History.class,
            RecordCommand.class,
            SetCommand.class,
            ShellCommands.Clear.class,
            ShellCommands.Exit.class
        })
final class Root {
    /** The command model; takes about 0.3 s, so it is made when it is first needed. */
    static CommandLine model() {
        // its warnings go past the console, with whatever was typed
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        CommandLine root = new CommandLine(new Root());
        root.setUsageHelpAutoWidth(false);
        configure(root);
        return root;
    }

    private static void configure(CommandLine command) {
        // words come without their quotes: a quotation mark in a name keeps no comma from parting it from the next
        command.getCommandSpec().parser().splitQuotedStrings(true);
        CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.footerHeading(usage.footer().length == 0 ? "" : "%nExample%n");
        usage.optionListHeading("%nOptions%n");
        usage.parameterListHeading("%nArguments%n");
        usage.commandListHeading("%nCommands%n");
        usage.synopsisHeading("");
        command.getSubcommands().values().forEach(Root::configure);
    }
}
