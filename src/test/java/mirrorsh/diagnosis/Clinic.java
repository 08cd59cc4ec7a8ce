package mirrorsh.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.InstanceErrorLogs;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.model.Observation;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunRequest;
import mirrorsh.run.Runner;
import mirrorsh.runbook.Willing;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/** The lab's hosts looked at and mended with the shell's own means, as {@code diagnose --fix} does when every question is answered yes. */
final class Clinic implements AutoCloseable {
    private static final int ROUNDS = 6;

    private final LabExtension lab;
    private final List<String> names;
    private final String masterKeyPassword;
    private final JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);
    private final List<String> rounds = new ArrayList<>();
    private final Set<String> met = new LinkedHashSet<>();

    /** @param masterKeyPassword what master keys were made with */
    Clinic(LabExtension lab, List<String> names, String masterKeyPassword) {
        this.lab = lab;
        this.names = names;
        this.masterKeyPassword = masterKeyPassword;
        for (String name : names) {
            LabHost host = lab.host(name);
            hosts.connect(
                    new HostDefinition(name, host.server(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                    Secret.of(host.password()));
        }
    }

    /** @param refusal the error that the operator speaks of, 0 for none */
    Findings diagnose(int refusal) {
        Observation looked = hosts.observe(names, List.of());
        Observation seen = Questions.ask(hosts, looked, Setup.of(looked));
        return new Diagnosis(this::secret)
                .of(seen, new InstanceErrorLogs(hosts).recent(names), new Refusal(refusal, ""));
    }

    /** Mends until nothing is found or mending changes nothing more; the last findings. */
    Findings mend(Findings first, Path journals) {
        Findings findings = first;
        Set<Effect> tried = new LinkedHashSet<>();
        first.all().forEach(finding -> met.add(finding.key()));
        for (int i = 0; i < ROUNDS && findings.needsMending(); i++) {
            List<Effect> effects = effects(findings);
            if (i == 0 && effects.isEmpty()) {
                findings = diagnose(0); // the error that was asked about may have left nothing behind
                continue;
            }
            if (tried.containsAll(effects)) {
                break;
            }
            tried.addAll(effects);
            RunOutcome outcome = run(effects, journals);
            rounds.add(findings.all().stream().map(Finding::key).toList() + " " + outcome.end()
                    + (outcome.problem() == null ? "" : " " + outcome.problem().getMessage()));
            lab.settles(Duration.ofSeconds(1)); // what is beyond mending never does
            findings = diagnose(0);
            findings.all().forEach(finding -> met.add(finding.key()));
            if (outcome.end() != RunOutcome.End.COMPLETED) {
                break;
            }
        }
        return findings;
    }

    private static List<Effect> effects(Findings findings) {
        return findings.mends().stream()
                .flatMap(mend -> mend.effects().stream())
                .distinct()
                .toList();
    }

    /** Makes effects true, one after the other. */
    RunOutcome run(List<? extends Effect> effects, Path journals) {
        Runner runner = new Runner(hosts, new Disks(lab), new JournalFolder(journals), Clock.systemUTC());
        return runner.run(
                new RunRequest(
                        "mend",
                        "diagnose --fix",
                        Map.of(),
                        List.of(),
                        List.of(new Stage("mend", List.copyOf(effects)))),
                new Willing());
    }

    /** What was found and done in each round. */
    List<String> rounds() {
        return rounds;
    }

    /** Keys of everything that was found while mending. */
    Set<String> met() {
        return met;
    }

    SecretSource secret(String what) {
        return new SecretSource() {
            @Override
            public String label() {
                return what;
            }

            @Override
            public Secret secret() {
                return Secret.of(what.contains("master key") ? masterKeyPassword : "Generated_Passw0rd!");
            }
        };
    }

    @Override
    public void close() {
        hosts.close();
    }

    private record Disks(LabExtension lab) implements FileTransport {
        @Override
        public String description() {
            return "between the lab's disks";
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            try {
                lab.lab().copy(fromHost, fromPath, toHost, toPath);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
