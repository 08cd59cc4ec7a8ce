package mirrorsh.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;

/**
 * S06, which errors.md §9 does not list: a partner or witness that neither answers here nor is linked with the others. It is down, or
 * cut off from everybody.
 */
final class AbsenceRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        Map<String, Draft> found = new LinkedHashMap<>();
        for (HostState on : facts.hosts()) {
            for (Database database : on.databases()) {
                database.session()
                        .ifPresent(row -> missed(facts.observation(), row)
                                .forEach(silence -> found.computeIfAbsent(silence.host(), host -> draft(silence))
                                        .seen(on.host() + " " + row.role() + " of " + Typed.name(database.name())
                                                + ": partner "
                                                + row.state()
                                                + (row.witness().isEmpty() ? "" : ", witness " + row.witnessState()))
                                        .concerning(on.host())));
            }
            facts.newest(on.host(), 1474)
                    .ifPresent(line -> Absent.at(facts.observation(), line.peer())
                            .map(silence -> found.get(silence.host()))
                            .ifPresent(draft -> draft.seen(on.host() + "'s error log " + LogEvidence.quote(line))));
        }
        return List.copyOf(found.values());
    }

    private static Stream<Silence> missed(Observation seen, MirroringSession row) {
        Optional<Silence> partner = row.state().equals("DISCONNECTED") ? Absent.partner(seen, row) : Optional.empty();
        Optional<Silence> witness =
                row.witnessState().equals("DISCONNECTED") ? Absent.at(seen, row.witness()) : Optional.empty();
        return Stream.concat(partner.stream(), witness.stream());
    }

    private static Draft draft(Silence silence) {
        return Draft.of("S06", Step.NETWORK, silence.host())
                .cause(silence.host() + " does not answer, and who mirrors with it has no link to it either.")
                .seen(silence.reason())
                .confidence(Confidence.LIKELY)
                .mend("bring " + silence.host() + " back: its machine, its SQL Server service, its way to the network; "
                        + "links are made again by themselves")
                .mend("quorum   (what can be done until then)");
    }
}
