package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;

/** What is worth knowing of hosts but not wrong. */
final class Notes {
    private static final Duration SKEW = Duration.ofSeconds(30);

    private Notes() {}

    static List<String> of(Case facts, Set<String> readable, List<Draft> drafts) {
        List<String> notes = new ArrayList<>();
        sight(facts, readable, notes);
        clocks(facts, notes);
        sharedEndpoints(facts, drafts, notes);
        if (drafts.stream().allMatch(draft -> draft.confidence() == Confidence.HARMLESS)) {
            next(facts, notes);
        }
        return notes;
    }

    private static void sight(Case facts, Set<String> readable, List<String> notes) {
        for (HostState state : facts.hosts()) {
            if (!state.instance().sysadmin()) {
                notes.add("Login " + Typed.name(state.instance().login()) + " on " + state.host()
                        + " is no sysadmin: what is not seen there may exist all the same.");
            }
            if (!readable.contains(state.host())) {
                notes.add("The error log of " + state.host() + " was not read.");
            }
        }
        facts.hosts().stream()
                .filter(state -> state.instance().isOnLinux() && !facts.setup().isPartner(state.host()))
                .forEach(state -> notes.add(state.host()
                        + " runs on Linux, where mirroring sessions are not supported; it can be no partner."));
        for (IntendedSession session : facts.setup().sessions()) {
            if (!session.isWhole() && session.absentee(facts.observation()).isEmpty()) {
                notes.add("The partner of " + session.principal() + session.mirror() + " for "
                        + Typed.name(session.database()) + " is not connected: connect NAME SERVER, then diagnose.");
            }
        }
    }

    private static void clocks(Case facts, List<String> notes) {
        List<HostState> hosts = facts.participants();
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                Duration ahead = Certificates.ahead(hosts.get(i), hosts.get(j));
                if (ahead.abs().compareTo(SKEW) > 0) {
                    notes.add(hosts.get(i).host() + "'s clock is " + ahead.abs().toSeconds() + " s "
                            + (ahead.isNegative() ? "behind " : "ahead of ")
                            + hosts.get(j).host() + "'s.");
                }
            }
        }
    }

    /** What is mended at an endpoint is felt by everybody who uses it. */
    private static void sharedEndpoints(Case facts, List<Draft> drafts, List<String> notes) {
        for (HostState state : facts.hosts()) {
            boolean touched = drafts.stream()
                    .filter(draft -> draft.host().equals(state.host()) && draft.confidence() != Confidence.HARMLESS)
                    .anyMatch(draft -> draft.step() == Step.ENDPOINT || draft.step() == Step.OWN_CERTIFICATE);
            if (touched && state.endpoint().isPresent()) {
                state.databases().stream()
                        .filter(Database::inAvailabilityGroup)
                        .findFirst()
                        .ifPresent(database -> notes.add(Typed.endpoint(state) + " serves an availability group, too ("
                                + Typed.name(database.name())
                                + "): its replicas lose their links while it changes, and "
                                + "need every new certificate of " + state.host() + " as well."));
            }
        }
    }

    /** Nothing is wrong: what could be done next. */
    private static void next(Case facts, List<String> notes) {
        List<String> bare = facts.hosts().stream()
                .map(HostState::host)
                .filter(host -> !facts.setup().takesPart(host))
                .toList();
        if (bare.size() == facts.hosts().size()) {
            notes.add("Nothing is set up between " + listed(bare) + ". Next: run runbooks/set-up-mirroring.groovy");
        } else if (!facts.setup().alone().isEmpty()) {
            String begun = facts.setup().alone().get(0);
            notes.add("A set-up was begun on "
                    + listed(facts.setup().alone())
                    + ", but nothing shows with whom. Next: diagnose --on " + begun + ",THE_OTHER_HOST");
        } else if (facts.setup().sessions().isEmpty()) {
            facts.setup().relations().stream()
                    .findFirst()
                    .ifPresent(relation -> notes.add(relation.one() + " and " + relation.other()
                            + " trust each other, but no database is mirrored. Next: db prepare DATABASE --from "
                            + relation.one() + " --on " + relation.other()));
        }
        facts.hosts().stream()
                .filter(state -> bare.contains(state.host())
                        && bare.size() < facts.hosts().size()
                        && state.endpoint().isPresent())
                .forEach(state -> notes.add(Typed.endpoint(state) + " serves no session with the other hosts."));
    }

    private static String listed(List<String> hosts) {
        int last = hosts.size() - 1;
        return last < 1
                ? String.join("", hosts)
                : String.join(", ", hosts.subList(0, last)) + " and " + hosts.get(last);
    }
}
