package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.SessionResumed;
import mirrorsh.effect.SessionSynchronized;
import mirrorsh.effect.WitnessRemoved;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;

/**
 * Sessions that were begun: errors.md P52, P56, P58, and the states that sessions.md describes and errors.md §9 does not list: S01
 * suspended, S02 two principals, S03 no quorum, S04 disconnected, S05 witness out of reach.
 */
final class RunningRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (IntendedSession session : facts.setup().sessions()) {
            if (session.isWhole() && session.isEstablished(facts.observation())) {
                found.addAll(new Running(facts, session).judge());
            } else if (!session.isWhole()) {
                alone(facts, session).ifPresent(found::add);
            }
        }
        return found;
    }

    /** A partner whose other one is not connected to us. */
    private static Optional<Draft> alone(Case facts, IntendedSession session) {
        String host = session.principal() + session.mirror();
        return facts.state(host)
                .database(session.database())
                .flatMap(Database::session)
                .filter(row -> row.state().equals("DISCONNECTED"))
                .map(row -> Draft.of("S04", Step.START, host)
                        .cause(host + " has no link to the partner of " + Typed.name(session.database()) + ".")
                        .seen("mirroring_state_desc DISCONNECTED, partner " + row.partner())
                        .confidence(Confidence.LIKELY)
                        .mend("connect NAME SERVER for " + row.partner() + ", then diagnose"));
    }

    /** One session. */
    private static final class Running {
        /** Partners try again every few seconds; a mirror that has much to catch up with takes longer, and watch shows it. */
        private static final Duration RECONNECTING = Duration.ofSeconds(30);

        private final Case facts;
        private final IntendedSession intended;
        private final HostState principal;
        private final HostState mirror;
        private final Database original;
        private final Database copy;
        private final MirroringSession one;
        private final MirroringSession other;
        private final String name;

        Running(Case facts, IntendedSession intended) {
            this.facts = facts;
            this.intended = intended;
            principal = facts.state(intended.principal());
            mirror = facts.state(intended.mirror());
            original = intended.original(facts.observation()).orElseThrow();
            copy = intended.copy(facts.observation()).orElseThrow();
            one = original.session().orElseThrow();
            other = copy.session().orElseThrow();
            name = Typed.name(intended.database());
        }

        List<Draft> judge() {
            List<Draft> found = new ArrayList<>();
            if (one.isPrincipal() && other.isPrincipal()) {
                found.add(twoPrincipals());
                return found;
            }
            suspended().ifPresent(found::add);
            quorum().or(this::disconnected).ifPresent(found::add);
            if (!one.witness().isEmpty()) {
                witness().ifPresent(found::add);
            }
            return found;
        }

        private Draft twoPrincipals() {
            return Draft.of("S02", Step.LEFTOVER, principal.host())
                    .cause(name + " has two principals: " + principal.host() + " and " + mirror.host()
                            + ". Each may hold changes that the other lacks.")
                    .seen(
                            principal.host() + " PRINCIPAL " + one.state() + ", " + original.state(),
                            mirror.host() + " PRINCIPAL " + other.state() + ", " + copy.state())
                    .concerning(mirror.host())
                    .mend(
                            "stop the applications of one of them, compare the data, then end mirroring on the one to keep: "
                                    + "partner off " + Typed.word(intended.database()) + " --on HOST");
        }

        private Optional<Draft> suspended() {
            if (!one.state().equals("SUSPENDED") && !other.state().equals("SUSPENDED")) {
                return Optional.empty();
            }
            List<Database.File> lacked = original.files().stream()
                    .filter(file -> copy.files().stream()
                            .noneMatch(there -> Traces.same(there.logicalName(), file.logicalName())))
                    .toList();
            Optional<HandshakeLine> error =
                    facts.newest(principal.host(), 1453).or(() -> facts.newest(mirror.host(), 1454));
            boolean path = error.filter(
                            line -> line.text().contains("5123") || line.text().contains("5133"))
                    .isPresent();
            Draft draft = !lacked.isEmpty() && !copy.files().isEmpty() || path
                    ? Draft.of("P52", Step.SESSION, mirror.host())
                            .cause(mirror.host() + " could not create a file that was added to " + name + " on "
                                    + principal.host() + ", so the session is suspended.")
                            .seen(lacked.stream()
                                    .map(file -> principal.host() + " has " + file.path())
                                    .toArray(String[]::new))
                            .mend("make the folder on " + mirror.host() + ", or restore a log backup there WITH MOVE")
                    : Draft.of("S01", Step.SESSION, principal.host())
                            .cause("The session of " + name + " is suspended: no log is sent, and the log of "
                                    + principal.host() + " grows.")
                            .seen("mirroring_state_desc SUSPENDED");
            error.ifPresent(line -> draft.seen(LogEvidence.quote(line)));
            return Optional.of(draft.mend(
                    Typed.on("partner resume " + Typed.word(intended.database()), principal.host()),
                    new SessionResumed(principal.host(), intended.database())));
        }

        /** The principal closed its database because it sees neither mirror nor witness (955). */
        private Optional<Draft> quorum() {
            boolean closed = !original.isOnline()
                    && one.isPrincipal()
                    && !one.witness().isEmpty()
                    && !one.witnessState().equals("CONNECTED");
            return closed && one.state().equals("DISCONNECTED")
                    ? Optional.of(Draft.of("S03", Step.START, principal.host())
                            .cause(principal.host() + " sees neither mirror nor witness and closed " + name + " (955).")
                            .seen("state_desc " + original.state() + ", witness " + one.witnessState())
                            .after("P21", "P22")
                            .concerning(mirror.host())
                            .mend("restore a link to mirror or witness; the last way out: "
                                    + Typed.partnerOff(principal.host(), intended.database())))
                    : Optional.empty();
        }

        private Optional<Draft> disconnected() {
            if (!one.state().equals("DISCONNECTED") && !other.state().equals("DISCONNECTED")) {
                return Optional.empty();
            }
            return Optional.of(Draft.of("S04", Step.START, principal.host())
                    .cause("The partners of " + name
                            + " are not linked; they reconnect by themselves once the cause is gone.")
                    .seen(one.state() + " on " + principal.host() + ", " + other.state() + " on " + mirror.host())
                    .confidence(Confidence.LIKELY)
                    .concerning(mirror.host())
                    .mend(
                            "watch",
                            new SessionSynchronized(
                                    principal.host(), mirror.host(), intended.database(), RECONNECTING)));
        }

        private Optional<Draft> witness() {
            if (Traces.same(one.witness(), one.partner()) || Traces.same(one.witness(), other.partner())) {
                return Optional.of(Draft.of("P56", Step.SESSION, principal.host())
                        .cause("The witness of " + name + " is one of its partners.")
                        .seen("mirroring_witness_name " + one.witness())
                        .mend("witness set with a third host"));
            }
            if (one.safety().equals("OFF")) {
                return Optional.of(Draft.of("P58", Step.SESSION, principal.host())
                        .cause(name
                                + " has a witness though transaction safety is OFF: no automatic failover, but losing "
                                + "two links stops the database.")
                        .seen("safety OFF, witness " + one.witness())
                        .mend(
                                Typed.on("witness off " + Typed.word(intended.database()), principal.host()),
                                new WitnessRemoved(principal.host(), intended.database()))
                        .mend("or: " + Typed.on("safety full " + Typed.word(intended.database()), principal.host())));
            }
            boolean lost = one.witnessState().equals("DISCONNECTED")
                    || other.witnessState().equals("DISCONNECTED");
            return lost
                    ? Optional.of(Draft.of("S05", Step.START, principal.host())
                            .cause("The witness of " + name + " is out of reach: no automatic failover, and losing the "
                                    + "other partner stops the database.")
                            .seen("witness " + one.witness() + " " + one.witnessState() + " on " + principal.host()
                                    + ", " + other.witnessState() + " on " + mirror.host())
                            .confidence(Confidence.LIKELY)
                            .concerning(mirror.host())
                            .concerning(intended.witness())
                            .mend("bring the witness back, or: "
                                    + Typed.on("witness off " + Typed.word(intended.database()), principal.host())))
                    : Optional.empty();
        }
    }
}
