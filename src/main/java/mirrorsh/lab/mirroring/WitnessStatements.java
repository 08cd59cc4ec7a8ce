package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.ToWitness;
import mirrorsh.lab.mirroring.LinkMessage.Verdict;
import mirrorsh.lab.mirroring.LinkMessage.Wish;
import mirrorsh.lab.mirroring.SessionState.Witness;
import mirrorsh.lab.type.SqlFailure;

/** SET WITNESS = address and OFF (procedure.md PAR-4; errors.md §1.3). Safe to share. */
final class WitnessStatements {
    private final Station station;

    WitnessStatements(Station station) {
        this.station = station;
    }

    void set(Session session, String text) {
        if (session.isWaiting()) {
            throw SessionStatements.refusal(session, 1416);
        }
        SessionStatements.principal(session);
        Address address = PartnerStatements.address(text);
        checkOther(session, address);
        Link link = open(address);
        checkInStep(session);
        Answers.partner(station, session, () -> session.ask(Wish.TRY_WITNESS, text, 0));
        offer(session, link, address);
        Answers.ask(station, session, () -> {
            if (!session.state().linked() || !link.isOpen()) {
                throw SqlFailure.of(1433, session.database().name());
            }
            session.settings(session.settings().withWitness(address));
            session.witnessSet(link);
            return true;
        });
    }

    private void checkOther(Session session, Address address) {
        if (station.isSelf(address)
                || station.isSame(address, session.settings().partner())) {
            throw SqlFailure.of(1429);
        }
        Address known = session.settings().witness();
        if (known != null && station.isSame(known, address)) {
            throw SqlFailure.of(1446, address.text(), session.database().name());
        }
    }

    private Link open(Address address) {
        try {
            return station.await(station.open(address, Purpose.WITNESS));
        } catch (ExecutionException e) {
            station.log().linkFailed(Links.failure(e).orElseGet(LinkFailure::cut), address);
            throw SqlFailure.of(1456, address.text()).state(3);
        } catch (TimeoutException e) {
            throw SqlFailure.of(1456, address.text()).state(3);
        }
    }

    private void checkInStep(Session session) {
        if (session.state().state() != SessionState.SYNCHRONIZED) {
            throw SqlFailure.of(1426, session.database().name());
        }
    }

    private void offer(Session session, Link link, Address address) {
        CompletableFuture<LinkMessage> asked = Answers.ask(
                station, session, () -> link.request(new ToWitness(ToWitness.Purpose.OFFER, session.facts())));
        try {
            if (!(station.await(asked) instanceof Verdict verdict) || !verdict.granted()) {
                throw SqlFailure.of(1427, address.text());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw SqlFailure.of(1433, session.database().name());
        }
    }

    void off(Session session) {
        if (session.isWaiting()) {
            throw SessionStatements.refusal(session, 1416);
        }
        Optional<CompletableFuture<Answer>> here = Answers.ask(station, session, () -> {
            SessionState state = session.state();
            if (session.settings().witness() == null) {
                throw SqlFailure.of(1439, session.database().name());
            }
            if (!state.linked() && (!state.isPrincipal() || state.witness() != Witness.LINKED)) {
                throw SqlFailure.of(1431, session.database().name()).state(4);
            }
            return state.isPrincipal() ? Optional.of(Wishes.takeWitnessOff(session)) : Optional.empty();
        });
        if (here.isEmpty()) {
            Answers.partner(station, session, () -> session.ask(Wish.WITNESS_OFF, "", 0));
            return;
        }
        Answer answer = Answers.wait(station, session, here.get());
        if (!answer.isYes()) {
            throw Answers.failure(answer, session.database().name());
        }
    }
}
