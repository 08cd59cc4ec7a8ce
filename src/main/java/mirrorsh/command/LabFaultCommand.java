package mirrorsh.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.host.HostException;
import mirrorsh.lab.Fault;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab fault}: what is broken, and breaking and mending it. */
@Command(
        name = "fault",
        description = "Break something in the lab, or mend it",
        footer = "  lab fault cut HOST_B HOST_A")
final class LabFaultCommand implements Doing {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "list",
            description = "What to do, see below; without it, or with list, what is broken is shown")
    private String what = "list";

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Hosts and what else it takes")
    private List<String> arguments = new ArrayList<>();

    /** Which faults there are, the lab knows. */
    @Spec
    void describe(CommandSpec spec) {
        List<String> lines = new ArrayList<>(List.of("  lab fault cut HOST_B HOST_A", "", "WHAT can be"));
        LabFault.usages().map(line -> "  " + line).forEach(lines::add);
        spec.usageMessage().footer(lines.toArray(String[]::new));
    }

    @Override
    public Result run(Session session) {
        LabCommands.requireLab(session);
        if (what.equalsIgnoreCase("list")) {
            return list(session);
        }
        Optional<LabFault> found = LabFault.named(what);
        if (found.isEmpty()) {
            throw new UsageException(
                    "The lab has no fault '" + what + "'. It has\n  "
                            + String.join(", ", LabFault.names().toList()),
                    "help lab fault");
        }
        LabFault fault = found.get();
        try {
            fault.perform(session.lab().faults(), arguments);
        } catch (IOException e) {
            throw new HostException("lab", "The lab cannot do that: " + e.getMessage() + ".", "", fault.usage(), e);
        }
        return TextResult.of("Done: " + fault.effect(arguments) + ".");
    }

    private static Result list(Session session) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Fault fault : session.lab().faults().list()) {
            rows.add(Arrays.asList(fault.kind().name(), fault.host(), fault.text()));
        }
        return new TableResult("faults", List.of("fault", "host", "text"), rows, "Nothing is broken in the lab.");
    }
}
