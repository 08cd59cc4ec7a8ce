package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.effect.WitnessSet;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Participant;

/**
 * A witness that was to be set and is not (S06). That is told where something in its way is found, or an error of SET WITNESS was met:
 * hosts may trust a third one for other reasons. Where the third one's endpoint is for witnesses only it is told as possible.
 */
final class WitnessToSet {
    private static final Set<String> IN_ITS_WAY = Set.of("P25", "P53", "P54", "P55", "P56", "P57");

    /** A witness can be set only when the mirror has caught up (1426). */
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);

    private final Case facts;
    private final List<Draft> found;

    WitnessToSet(Case facts, List<Draft> found) {
        this.facts = facts;
        this.found = found;
    }

    List<Draft> find() {
        List<Draft> drafts = new ArrayList<>();
        for (IntendedSession session : facts.setup().sessions()) {
            if (found.stream().anyMatch(draft -> isInItsWay(session, draft))) {
                draft(session).ifPresent(drafts::add);
            } else if (isToHaveOne(session)) {
                draft(session)
                        .map(draft -> draft.confidence(Confidence.POSSIBLE)
                                .seen(session.witness() + "'s endpoint is for witnesses only, and both partners know "
                                        + session.witness()))
                        .ifPresent(drafts::add);
            }
        }
        return drafts;
    }

    private static boolean isInItsWay(IntendedSession session, Draft draft) {
        return IN_ITS_WAY.contains(draft.id())
                || draft.host().equals(session.witness()) && draft.confidence() != Confidence.HARMLESS;
    }

    /** Everything is ready for a witness, and its endpoint is good for nothing else. */
    private boolean isToHaveOne(IntendedSession session) {
        Optional<HostState> witness = facts.observation().find(session.witness());
        return witness.flatMap(HostState::endpoint)
                        .filter(endpoint -> endpoint.role().equals("WITNESS"))
                        .isPresent()
                && witness.get().witnessed().isEmpty()
                && session.original(facts.observation())
                        .flatMap(Database::session)
                        .filter(row -> !row.safety().equals("OFF"))
                        .isPresent()
                && session.isConnected(facts.observation());
    }

    private Optional<Draft> draft(IntendedSession session) {
        if (session.witness().isEmpty() || !session.isWhole()) {
            return Optional.empty();
        }
        Optional<MirroringSession> row = session.original(facts.observation()).flatMap(Database::session);
        return row.filter(each -> !each.witness().isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of(draft(
                        session,
                        row.filter(each -> each.role().equals("MIRROR")).isPresent()));
    }

    /** @param changed whether the partners have changed their roles since */
    private Draft draft(IntendedSession session, boolean changed) {
        String principal = changed ? session.mirror() : session.principal();
        String mirror = changed ? session.principal() : session.mirror();
        HostState witness = facts.state(session.witness());
        int port = witness.endpoint().map(Endpoint::port).orElse(Participant.DEFAULT_PORT);
        String url = "TCP://" + facts.knownName(witness) + ":" + port;
        return Draft.of("S06", Step.START, principal)
                .cause(Typed.name(session.database()) + " has no witness yet.")
                .concerning(mirror)
                .concerning(witness.host())
                .mend(
                        Typed.on("witness set " + Typed.word(witness.host()), principal)
                                + Typed.option("database", session.database(), "")
                                + (facts.knownName(witness).equalsIgnoreCase(witness.host())
                                        ? ""
                                        : " --address " + url),
                        new SessionSynchronized(principal, mirror, session.database(), CATCHING_UP),
                        new WitnessSet(principal, mirror, session.database(), witness.host(), url));
    }
}
