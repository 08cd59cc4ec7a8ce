package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.LabHost;
import mirrorsh.model.UsageException;
import mirrorsh.run.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The embedded lab. */
@Command(
        name = "lab",
        description = "The embedded lab",
        subcommands = {LabCommands.Serve.class, LabCommands.Status.class, LabCommands.Copy.class, LabFaultCommand.class
        })
final class LabCommands {
    static void requireLab(Session session) {
        if (!session.lab().running()) {
            throw new UsageException("The lab does not run.", "mirrorsh --lab, or lab serve");
        }
    }

    /** The lab's hosts as somebody outside reaches them. */
    record LabResult(List<LabHost> hosts) implements Result {
        @Override
        public void show(Console console) {
            for (LabHost host : hosts) {
                console.line(console.paint(Tone.STRONG, host.name()));
                console.line("  server    " + host.server());
                console.line("  login     " + host.user());
                console.line("  password  " + host.password());
                console.line("  endpoint  " + host.endpoint());
                console.line("  C:\\       " + host.disk());
            }
        }

        @Override
        public Map<String, ?> json() {
            return Map.of("hosts", hosts.stream().map(LabResult::json).toList());
        }

        private static Map<String, String> json(LabHost host) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("name", host.name());
            one.put("server", host.server());
            one.put("user", host.user());
            one.put("password", host.password());
            one.put("endpoint", host.endpoint());
            one.put("disk", host.disk().toString());
            return one;
        }
    }

    /** {@code lab serve}: the answer comes first, then it waits. */
    @Command(
            name = "serve",
            description = "Keep the lab running for other programs",
            footer = "  lab serve --json --version 2014 --edition HOST_W=Express")
    static final class Serve implements Doing {
        @Option(
                names = "--version",
                paramLabel = "[HOST=]YEAR",
                split = ",",
                description = "What the hosts run: 2012 to 2022, newest when not said")
        private List<String> versions = List.of();

        @Option(
                names = "--edition",
                paramLabel = "[HOST=]EDITION",
                split = ",",
                description = "Developer, Enterprise, Standard, Web or Express")
        private List<String> editions = List.of();

        @Override
        public Result run(Session session) {
            if (!versions.isEmpty() || !editions.isEmpty()) {
                session.lab().choose(String.join(",", versions), String.join(",", editions));
            }
            LabResult result = new LabResult(session.lab().start());
            session.lab().expectClients();
            Console console = session.console();
            if (session.invocation().json()) {
                console.line(new Json().write(result.json()));
            } else {
                result.show(console);
            }
            console.aside("The lab runs until Ctrl-C or the end of input.");
            console.awaitEnd();
            return new Served();
        }
    }

    /** All was said when it began. */
    private record Served() implements Result {
        @Override
        public void show(Console console) {
            console.aside("The lab has stopped.");
        }

        @Override
        public Map<String, ?> json() {
            return Map.of();
        }

        @Override
        public boolean isTold() {
            return true;
        }
    }

    /** {@code lab status}. */
    @Command(name = "status", description = "Show the lab's hosts", footer = "  lab status")
    static final class Status implements Doing {
        @Override
        public Result run(Session session) {
            requireLab(session);
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (LabHost host : session.lab().start()) {
                rows.add(Arrays.asList(
                        host.name(), host.server(), host.endpoint(), host.disk().toString()));
            }
            return new TableResult("hosts", List.of("name", "server", "endpoint", "disk"), rows, "");
        }
    }

    /** {@code lab copy FROM:PATH TO:PATH}. */
    @Command(
            name = "copy",
            description = "Copy a file between the lab's disks",
            footer = "  lab copy HOST_A:C:\\HOST_A_cert.cer HOST_B:C:\\HOST_A_cert.cer")
    static final class Copy implements Doing {
        @Parameters(index = "0", paramLabel = "HOST:PATH", description = "The file")
        private String from = "";

        @Parameters(index = "1", paramLabel = "HOST:PATH", description = "Where to; a host alone keeps the path")
        private String to = "";

        @Override
        public Result run(Session session) {
            requireLab(session);
            String[] source = split(from);
            String[] target = split(to);
            if (source[1].isEmpty()) {
                throw new UsageException("It is not said which file.", "lab copy HOST_A:C:\\FILE HOST_B:C:\\FILE");
            }
            String path = target[1].isEmpty() ? source[1] : target[1];
            session.lab().copy(source[0], source[1], target[0], path);
            return TextResult.of("Copied " + source[1] + " on " + source[0] + " to " + path + " on " + target[0] + ".");
        }

        private static String[] split(String place) {
            int colon = place.indexOf(':');
            return colon < 0
                    ? new String[] {place, ""}
                    : new String[] {place.substring(0, colon), place.substring(colon + 1)};
        }
    }
}
