package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.MirroredDatabase.Condition;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Configure;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** SET PARTNER = address, on the mirror and on the principal (procedure.md PAR-1, PAR-2; errors.md §1.1, §1.2). Safe to share. */
final class PartnerStatements {
    private static final int SYSTEM_DATABASES = 4;

    private final Station station;
    private final SessionBook book;

    PartnerStatements(Station station, SessionBook book) {
        this.station = station;
        this.book = book;
    }

    void set(Storage.Database found, SetPartner statement) {
        MirroredDatabase database = found.mirrored();
        checkLocally(found, database);
        Address address = address(statement.address());
        if (station.isSelf(address)) {
            throw SqlFailure.of(1452);
        }
        checkEndpoint();
        boolean mirror = database.condition().status() == DatabaseStatus.RESTORING;
        SessionSettings settings = SessionSettings.fresh(address, database.endOfLog());
        SessionState state = mirror ? SessionState.waitingMirror() : SessionState.newPrincipal();
        start(new Session(station, database, state, settings));
    }

    /** Begins to wait as a mirror, or calls the mirror as its principal. */
    void start(Session session) {
        if (!book.add(session)) {
            throw SqlFailure.of(1405, session.database().name());
        }
        if (session.state().isPrincipal()) {
            begin(session, session.settings().partner());
        } else {
            Answers.ask(station, session, () -> {
                session.confirm();
                return true;
            });
        }
    }

    private void checkLocally(Storage.Database found, MirroredDatabase database) {
        if (found.id() <= SYSTEM_DATABASES) {
            throw SqlFailure.of(5058, "MIRRORING", found.name());
        }
        Condition condition = database.condition();
        if (condition.inAvailabilityGroup()) {
            throw SqlFailure.of(1468, found.name());
        }
        if (book.of(found.name()).isPresent()) {
            throw SqlFailure.of(1405, found.name());
        }
        Optional<Answer> refusal = condition.standby() || condition.status() == DatabaseStatus.RECOVERING
                ? Optional.of(Answer.no(1464, 1))
                : CopyCheck.options(condition);
        if (refusal.isPresent()) {
            throw Answers.failure(refusal.get(), found.name());
        }
        if (station.installation().edition().witnessOnly()) {
            throw SqlFailure.of(1463);
        }
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow(() -> SqlFailure.of(1449));
    }

    /** 1486 is stored as information; as a refusal it must reach the client as an error. */
    void checkEndpoint() {
        if (station.usableEndpoint(false).isEmpty()) {
            SqlMessage text = Messages.message(1486);
            throw new SqlFailure(java.util.List.of(new SqlMessage(1486, 16, 1, text.text(), "", 0)));
        }
    }

    /** The principal's part: calls the mirror, waits for its word, and only then has a session. */
    private void begin(Session session, Address address) {
        boolean done = false;
        try {
            Link link = open(address);
            Answer answer = configure(session, link, address);
            if (!answer.isYes() || answer.facts().isEmpty()) {
                station.log().write(1438, link.identity().server(), answer.number(), answer.state());
                throw Answers.failure(answer, session.database().name());
            }
            Facts mirror = answer.facts().get();
            Answers.ask(station, session, () -> {
                session.settings(session.settings()
                        .withPartnerInstance(mirror.server())
                        .withFailoverLsn(Math.max(1, mirror.endOfLog())));
                session.confirm();
                session.partner().configured(link, mirror);
                return true;
            });
            done = true;
        } finally {
            if (!done) {
                session.stop();
                book.remove(session);
            }
        }
    }

    private Link open(Address address) {
        try {
            return station.await(station.open(address, Purpose.PARTNER));
        } catch (ExecutionException e) {
            station.log().linkFailed(Links.failure(e).orElseGet(LinkFailure::cut), address);
            throw SqlFailure.of(1418, address.text());
        } catch (TimeoutException e) {
            throw SqlFailure.of(1418, address.text());
        }
    }

    private Answer configure(Session session, Link link, Address address) {
        CompletableFuture<LinkMessage> asked = link.request(new Configure(session.facts()));
        try {
            return Answers.answer(station.await(asked));
        } catch (ExecutionException e) {
            station.log().linkFailed(LinkFailure.cut(), address);
            throw SqlFailure.of(1413, address.text());
        } catch (TimeoutException e) {
            throw SqlFailure.of(1421, address.text());
        }
    }
}
