package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.HostState;

/** Takes the error that a statement met into account: some causes are seen in nothing else (errors.md §9, client error). */
final class Refusals {
    private static final String RESOURCE = "refusals.tsv";
    private static final String RUNNING = "running";
    private static final Set<String> MIRRORS = Set.of("P39", "P45", "P52", "P62");

    private Refusals() {}

    /**
     * What an error number says.
     *
     * @param ids rows that it may come from; findings with one of them are told first
     * @param replaced id of a finding that this error tells more of, empty for none; it becomes the first of {@code ids};
     *     {@code running} for a row that holds where a session runs
     * @param cause of the first id when nothing else is found; {host} is the host
     */
    private record Row(int number, List<String> ids, String replaced, String cause, String mend) {
        static Row parse(List<String> columns) {
            return new Row(
                    Integer.parseInt(columns.get(0)),
                    Arrays.asList(columns.get(1).split(" ")),
                    columns.get(2),
                    columns.get(3),
                    columns.get(4));
        }
    }

    static void apply(Case facts, List<Draft> drafts) {
        if (facts.refusal().number() == 0) {
            return;
        }
        List<Row> rows = Resource.rows(RESOURCE).stream()
                .map(Row::parse)
                .filter(row -> row.number() == facts.refusal().number())
                .toList();
        for (Row row : rows) {
            if (row.replaced().equals(RUNNING)) {
                if (isRunning(facts)) {
                    drafts.add(invented(facts, row));
                    return;
                }
            } else if (retell(facts, drafts, row)) {
                return;
            }
        }
        rows.stream()
                .filter(row -> row.replaced().isEmpty() && !row.cause().isEmpty())
                .findFirst()
                .ifPresent(row -> drafts.add(invented(facts, row)));
    }

    private static boolean isRunning(Case facts) {
        return facts.setup().sessions().stream()
                .anyMatch(session -> session.isWhole() && session.isConnected(facts.observation()));
    }

    private static boolean retell(Case facts, List<Draft> drafts, Row row) {
        List<Draft> meant = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.id().equals(row.replaced())) {
                draft.renamed(row.ids().get(0));
                draft.cause(row.cause().replace("{host}", draft.host()));
                meant.add(draft);
            } else if (row.ids().contains(draft.id())) {
                meant.add(draft);
            }
        }
        for (Draft draft : meant) {
            draft.seen("error " + row.number()
                    + (facts.refusal().host().isEmpty()
                            ? ""
                            : " on " + facts.refusal().host()));
            draft.promote();
        }
        return !meant.isEmpty();
    }

    /** With the names of the only session that can be meant. */
    private static String named(Case facts, String mend) {
        List<IntendedSession> sessions = facts.setup().sessions();
        if (sessions.size() != 1 || !sessions.get(0).isWhole()) {
            return mend;
        }
        IntendedSession only = sessions.get(0);
        return mend.replace("DATABASE --", Typed.word(only.database()) + " --")
                .replace("--from PRINCIPAL", "--from " + Typed.word(only.principal()))
                .replace("--on MIRROR", "--on " + Typed.word(only.mirror()))
                .replace(
                        "db drop DATABASE on the mirror",
                        Typed.on("db drop " + Typed.word(only.database()), only.mirror()));
    }

    private static Draft invented(Case facts, Row row) {
        String host = Optional.of(facts.refusal().host())
                .filter(given -> !given.isEmpty())
                .orElseGet(() -> where(facts, row.ids().get(0)));
        Draft draft = Draft.of(row.ids().get(0), Step.LEFTOVER, host)
                .cause(row.cause().replace("{host}", host))
                .seen("error " + row.number())
                .confidence(Confidence.LIKELY)
                .mend(named(facts, row.mend().replace("{host}", host)));
        draft.promote();
        return draft;
    }

    /** The host that an error without a host is likely to speak of: what goes wrong while restoring goes wrong on the mirror. */
    private static String where(Case facts, String id) {
        List<HostState> hosts = facts.participants().isEmpty() ? facts.hosts() : facts.participants();
        if (id.equals("P47")) {
            return hosts.stream()
                    .min(Comparator.comparing(host -> host.instance().majorVersion()))
                    .map(HostState::host)
                    .orElse("");
        }
        Optional<String> mirror = MIRRORS.contains(id) ? mirror(facts, hosts) : Optional.empty();
        return mirror.or(() -> hosts.stream().map(HostState::host).findFirst()).orElse("");
    }

    private static Optional<String> mirror(Case facts, List<HostState> hosts) {
        return facts.setup().sessions().stream()
                .map(IntendedSession::mirror)
                .filter(host -> !host.isEmpty())
                .findFirst()
                .or(() -> hosts.stream()
                        .filter(host -> host.databases().isEmpty())
                        .map(HostState::host)
                        .findFirst());
    }
}
