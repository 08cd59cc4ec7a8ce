package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Ask;
import mirrorsh.lab.mirroring.LinkMessage.Begin;
import mirrorsh.lab.mirroring.LinkMessage.Changed;
import mirrorsh.lab.mirroring.LinkMessage.Configure;
import mirrorsh.lab.mirroring.LinkMessage.Ended;
import mirrorsh.lab.mirroring.LinkMessage.Hardened;
import mirrorsh.lab.mirroring.LinkMessage.Log;
import mirrorsh.lab.mirroring.LinkMessage.Meet;
import mirrorsh.lab.mirroring.LinkMessage.RedoFailed;
import mirrorsh.lab.mirroring.LinkMessage.ToWitness;
import mirrorsh.lab.mirroring.LinkMessage.Unreachable;
import mirrorsh.lab.mirroring.LinkMessageCodec.Envelope;
import org.jspecify.annotations.Nullable;

/** Brings what links bring to the sessions and the witness desk. Safe to share. */
final class Dispatcher implements Link.Listener {
    private final Storage storage;
    private final SessionBook book;
    private final WitnessDesk desk;
    private final Links links;
    private final TransportLog log;
    private final Wishes wishes;

    Dispatcher(Storage storage, SessionBook book, WitnessDesk desk, Station station) {
        this.storage = storage;
        this.book = book;
        this.desk = desk;
        this.links = station.links();
        this.log = station.log();
        this.wishes = new Wishes(station);
    }

    @Override
    public void received(Link link, Envelope envelope) {
        LinkMessage message = envelope.message();
        if (message instanceof LinkMessage.Ping) {
            return;
        }
        boolean witness = message instanceof ToWitness;
        if (witness != (link.identity().purpose() == Purpose.WITNESS)) {
            malformed(link);
            link.close();
        } else if (message instanceof ToWitness toWitness) {
            LinkMessage verdict = desk.hear(link, toWitness);
            if (envelope.id() != 0) {
                link.answer(envelope, verdict);
            }
        } else if (message instanceof Configure configure) {
            configure(link, envelope, configure.facts());
        } else {
            session(link, envelope);
        }
    }

    private void session(Link link, Envelope envelope) {
        UUID guid = guid(envelope.message());
        Optional<Session> known = guid == null ? Optional.empty() : book.of(guid);
        if (known.isEmpty()) {
            disown(link, envelope);
            return;
        }
        Session session = known.get();
        session.mailbox().post(() -> deliver(session, link, envelope));
    }

    private static @Nullable UUID guid(LinkMessage message) {
        if (message instanceof Meet meet) {
            return meet.facts().guid();
        }
        if (message instanceof Begin begin) {
            return begin.facts().guid();
        }
        if (message instanceof Changed changed) {
            return changed.facts().guid();
        }
        if (message instanceof Log records) {
            return records.guid();
        }
        if (message instanceof Hardened hardened) {
            return hardened.guid();
        }
        if (message instanceof RedoFailed failed) {
            return failed.guid();
        }
        if (message instanceof Ask ask) {
            return ask.guid();
        }
        if (message instanceof Unreachable unreachable) {
            return unreachable.guid();
        }
        return message instanceof Ended ended ? ended.guid() : null;
    }

    /**
     * There is no such session here, and a partner that hears so gives its own up. One whose row is there is only going down with
     * the instance, about which nothing is said: the link is about to break.
     */
    private void disown(Link link, Envelope envelope) {
        UUID guid = guid(envelope.message());
        boolean kept = storage.all().stream()
                .flatMap(database -> database.mirrored().mirroring().stream())
                .anyMatch(row -> row.guid().equals(guid));
        if (envelope.id() != 0 && !kept) {
            link.answer(envelope, Answer.no(1416, 1));
        }
    }

    private void deliver(Session session, Link link, Envelope envelope) {
        LinkMessage message = envelope.message();
        if (session.isEnded()) {
            disown(link, envelope);
        } else if (message instanceof Meet meet) {
            session.partner().met(link, envelope, meet.facts());
        } else if (message instanceof Ended) {
            session.end();
        } else if (message instanceof Unreachable) {
            session.partner().unreachable(link);
        } else if (!session.partner().uses(link)) {
            // a late word over a link that this side gave up: acting on it could undo what was decided since
            answer(link, envelope, false);
        } else {
            deliverLinked(session, link, envelope);
        }
    }

    private static void answer(Link link, Envelope envelope, boolean yes) {
        if (envelope.id() != 0) {
            link.answer(envelope, yes ? Answer.YES : Answer.no(1447, 1));
        }
    }

    private void deliverLinked(Session session, Link link, Envelope envelope) {
        LinkMessage message = envelope.message();
        if (message instanceof Begin begin) {
            answer(link, envelope, session.begun(link, begin));
        } else if (message instanceof Changed changed) {
            answer(link, envelope, session.changed(changed.facts()));
        } else if (message instanceof Log records) {
            session.receive(link, records);
        } else if (message instanceof Hardened hardened) {
            session.log().hardened(hardened.flow(), hardened.lsn());
        } else if (message instanceof RedoFailed failed) {
            session.redoFailed(failed);
        } else if (message instanceof Ask ask) {
            wishes.grant(session, ask, answer -> link.answer(envelope, answer));
        }
    }

    // ---------------------------------------------------------------- a principal asks for a session

    private void configure(Link link, Envelope envelope, Facts facts) {
        Optional<MirroredDatabase> found = storage.find(facts.database()).map(Storage.Database::mirrored);
        if (found.isEmpty()) {
            link.answer(envelope, Answer.no(1448, 1));
            return;
        }
        MirroredDatabase database = found.get();
        Optional<Session> known = book.of(facts.database());
        if (known.isEmpty()) {
            // the mirror was not told first (errors.md P34; 1416 or 1418 there, unconfirmed)
            link.answer(
                    envelope,
                    CopyCheck.restoring(database.condition())
                            .or(() -> CopyCheck.options(database.condition()))
                            .orElse(Answer.no(1416, 1)));
            return;
        }
        Session session = known.get();
        session.mailbox().post(() -> configure(link, envelope, facts, session));
    }

    private void configure(Link link, Envelope envelope, Facts facts, Session session) {
        MirroredDatabase database = session.database();
        boolean ofGroup = session.settings().ofGroup();
        if (ofGroup && !session.isWaiting()) {
            link.answer(envelope, Answer.no(1468, 1));
            return;
        }
        Optional<Answer> refusal = CopyCheck.restoring(database.condition())
                .or(() -> taken(session, facts))
                .or(() -> ofGroup ? CopyCheck.ofMember(database.condition()) : CopyCheck.options(database.condition()))
                .or(() -> CopyCheck.follows(database, facts));
        if (refusal.isPresent()) {
            link.answer(envelope, refusal.get());
            return;
        }
        session.settings(session.settings()
                .withGuid(facts.guid())
                .withPartnerInstance(facts.server())
                .withFailoverLsn(Math.max(1, database.endOfLog())));
        database.becomeMirror();
        session.apply(session.state().accepted());
        link.answer(envelope, new Answer(0, 1, Optional.of(session.facts())));
        session.partner().called(link, facts);
    }

    /** Already mirrored: with the caller (1410), or with another instance (1460). */
    private static Optional<Answer> taken(Session session, Facts facts) {
        if (session.isWaiting()) {
            return Optional.empty();
        }
        boolean same = facts.server().equals(session.settings().partnerInstance());
        return Optional.of(Answer.no(same ? 1410 : 1460, 1));
    }

    // ---------------------------------------------------------------- ends

    @Override
    public void malformed(Link link) {
        log.malformed(link.identity().server());
    }

    @Override
    public void closed(Link link) {
        desk.closed(link); // first: a link that is not shown any more is not counted any more
        links.closed(link);
        for (Session session : book.all()) {
            session.mailbox().post(() -> {
                session.partner().closed(link);
                session.witness().closed(link);
            });
        }
    }
}
