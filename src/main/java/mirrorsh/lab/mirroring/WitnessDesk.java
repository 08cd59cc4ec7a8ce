package mirrorsh.lab.mirroring;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.instance.security.TransportSecurity;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.mirroring.LinkMessage.ToWitness;
import mirrorsh.lab.mirroring.LinkMessage.Verdict;
import mirrorsh.lab.mirroring.WitnessBook.Entry;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;

/**
 * The sessions that this instance witnesses: who is principal, who is linked, whether the partners were synchronized
 * (sessions.md §6, §7.1). Safe to share; never waits.
 */
final class WitnessDesk {
    private static final int NOT_A_WITNESS = 1427;

    private final Installation installation;
    private final TransportSecurity security;
    private final WitnessBook book;

    WitnessDesk(Installation installation, TransportSecurity security, WitnessBook book) {
        this.installation = installation;
        this.security = security;
        this.book = book;
        book.reopen();
    }

    /** Answers a partner. */
    synchronized Verdict hear(Link link, ToWitness message) {
        Facts facts = message.facts();
        switch (message.purpose()) {
            case OFFER:
                return offer(facts);
            case REMOVE:
                return new Verdict(book.remove(facts), 0, "", 0);
            case REPORT:
                return report(link, facts);
            case CLAIM:
                return claim(link, facts);
            case VOTE:
            case FORCE:
                return vote(link, facts, message.purpose() == ToWitness.Purpose.FORCE);
            default:
                throw new IllegalStateException("A witness is not asked " + message.purpose() + ".");
        }
    }

    private boolean mayWitness(Facts facts) {
        return security.endpoint()
                        .filter(endpoint -> endpoint.role() != EndpointRole.PARTNER)
                        .isPresent()
                && installation.version().major() >= facts.version();
    }

    private Verdict offer(Facts facts) {
        return mayWitness(facts)
                ? new Verdict(true, 0, facts.server(), facts.roleSequence())
                : new Verdict(false, NOT_A_WITNESS, "", 0);
    }

    private Verdict report(Link link, Facts facts) {
        if (!mayWitness(facts)) {
            return new Verdict(false, NOT_A_WITNESS, "", 0);
        }
        Entry entry = book.ofOrNew(facts).orElse(null);
        if (entry == null) {
            return new Verdict(false, NOT_A_WITNESS, "", 0);
        }
        if (!entry.register(link, facts.server())) {
            return verdict(entry, false);
        }
        boolean linked = facts.state() != SessionState.DISCONNECTED;
        boolean leads = facts.server().equals(entry.principalServer);
        if (facts.role() == Facts.PRINCIPAL) {
            if (facts.roleSequence() > entry.roleSequence || (facts.roleSequence() == entry.roleSequence && leads)) {
                learn(entry, facts, linked);
            }
        } else if (linked && leads && facts.roleSequence() < entry.roleSequence) {
            entry.takeBack(facts);
        }
        return verdict(entry, true);
    }

    private static void learn(Entry entry, Facts facts, boolean linked) {
        entry.principal = facts;
        entry.principalServer = facts.server();
        entry.mirrorServer = facts.partnerServer();
        entry.roleSequence = facts.roleSequence();
        entry.suspended = facts.suspended();
        // what a principal says while it is alone is no news about the two: a claim or a vote decides then
        if (linked) {
            entry.inStep = facts.state() == SessionState.SYNCHRONIZED;
        }
    }

    private Verdict claim(Link link, Facts facts) {
        Entry entry = book.of(facts.guid()).orElse(null);
        if (entry == null || !entry.hears(link, facts.server())) {
            return new Verdict(false, 1402, "", 0);
        }
        boolean owner = entry.principalServer.equals(facts.server()) && entry.roleSequence <= facts.roleSequence();
        if (owner) {
            entry.inStep = false;
        }
        return verdict(entry, owner);
    }

    private Verdict vote(Link link, Facts facts, boolean forced) {
        Entry entry = book.of(facts.guid()).orElse(null);
        if (entry == null || !entry.hears(link, facts.server())) {
            return new Verdict(false, 1402, "", 0);
        }
        boolean alone = !entry.linked.containsKey(entry.principalServer);
        boolean safe = entry.inStep
                && entry.principal.full()
                && !entry.suspended
                && entry.roleSequence == facts.roleSequence()
                && entry.mirrorServer.equals(facts.server());
        boolean granted = alone && (forced || safe) && !entry.principalServer.equals(facts.server());
        if (granted) {
            entry.promote(facts.server());
        }
        return verdict(entry, granted);
    }

    private static Verdict verdict(Entry entry, boolean granted) {
        return new Verdict(granted, 0, entry.principalServer, entry.roleSequence);
    }

    synchronized void closed(Link link) {
        book.all().values().forEach(entry -> entry.linked.values().removeIf(link::equals));
    }

    synchronized List<Mirroring.Witnessed> shown() {
        List<Mirroring.Witnessed> rows = new ArrayList<>();
        book.all()
                .forEach((guid, entry) -> rows.add(new Mirroring.Witnessed(
                        entry.principal.database(),
                        entry.principalServer,
                        entry.mirrorServer,
                        entry.principal.full() ? 2 : 1,
                        entry.principal.safetySequence(),
                        entry.roleSequence,
                        guid,
                        entry.principal.family(),
                        entry.suspended,
                        entry.inStep)));
        return rows;
    }
}
