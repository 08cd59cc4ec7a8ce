package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.CertificateStatements;
import mirrorsh.tsql.SqlText;

/** What is asked once more of hosts where the state leaves two causes open: whether a certificate was made in another database (P05). */
public final class Questions {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MOST_DATABASES = 50;

    private Questions() {}

    /**
     * The observation with the answers; without any question, the same.
     *
     * @param setup what was seen to be meant
     */
    public static Observation ask(Hosts hosts, Observation seen, Setup setup) {
        Map<Probe, Probe.Answer> answers = new LinkedHashMap<>();
        for (HostState state : seen.hosts().values()) {
            if (setup.takesPart(state.host()) && Certificates.own(state).isEmpty()) {
                elsewhere(state).ifPresent(probe -> answers.put(probe, answer(hosts, probe)));
            }
        }
        return answers.isEmpty() ? seen : seen.with(answers);
    }

    /** In which database a certificate is that bears the host's name; empty when there is none to look in. */
    static Optional<Probe> elsewhere(HostState state) {
        List<String> databases = state.databases().stream()
                .filter(Database::isOnline)
                .map(Database::name)
                .limit(MOST_DATABASES)
                .toList();
        return databases.isEmpty()
                ? Optional.empty()
                : Optional.of(new Probe(
                        state.host(),
                        "master",
                        CertificateStatements.elsewhere(databases, state.host())
                                .text()
                                .masked()));
    }

    private static Probe.Answer answer(Hosts hosts, Probe probe) {
        try {
            List<ResultTable> tables = hosts.execute(
                            probe.host(),
                            new Batch(probe.database(), SqlText.verbatim(probe.text())),
                            message -> {},
                            LIMIT)
                    .tables();
            if (tables.isEmpty() || tables.get(0).rows().isEmpty()) {
                return Probe.Answer.of("");
            }
            String value = tables.get(0).rows().get(0).get(0);
            return Probe.Answer.of(value == null ? "" : value);
        } catch (StatementRefusedException e) {
            return new Probe.Answer("", e.getMessage()); // a question that this login may not ask has no answer
        }
    }
}
