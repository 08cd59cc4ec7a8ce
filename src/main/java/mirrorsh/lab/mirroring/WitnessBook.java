package mirrorsh.lab.mirroring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an instance remembers of the sessions that it witnesses, over its restarts too: a witness that forgot a role switch could
 * let an old principal serve beside the new one (sessions.md §6, chain rule). Guarded by its {@link WitnessDesk}.
 */
public final class WitnessBook {
    private final Map<UUID, Entry> entries = new HashMap<>();
    /** Sessions that this instance was taken off as witness, and who led them then. */
    private final Map<UUID, Leader> takenOff = new HashMap<>();

    /** Who leads a session since which role sequence. */
    private record Leader(String server, int roleSequence) {}

    /** One witnessed session. */
    static final class Entry {
        Facts principal;
        String principalServer;
        String mirrorServer;
        int roleSequence;
        boolean suspended;
        boolean inStep;
        final Map<String, Link> linked = new HashMap<>();
        /** The last link of each partner, open or not. */
        final Map<String, Link> latest = new HashMap<>();

        Entry(Facts facts) {
            principal = facts;
            boolean leads = facts.role() == Facts.PRINCIPAL;
            principalServer = leads ? facts.server() : facts.partnerServer();
            mirrorServer = leads ? facts.partnerServer() : facts.server();
            roleSequence = facts.roleSequence();
        }

        /** Whether a link is the latest that this partner speaks over; one that it gave up may still bring a late word. */
        boolean hears(Link link, String server) {
            return link.equals(linked.get(server));
        }

        /** A partner reports over a link; false when it gave that link up before. */
        boolean register(Link link, String server) {
            Link known = latest.get(server);
            if (known != null && link.isOlderThan(known)) {
                return false;
            }
            latest.put(server, link);
            if (link.isOpen()) {
                linked.put(server, link);
            }
            return true;
        }

        /** A mirror that was allowed to take over says that it is a linked mirror: it did not. */
        void takeBack(Facts mirror) {
            principalServer = mirror.partnerServer();
            mirrorServer = mirror.server();
            roleSequence = mirror.roleSequence();
            inStep = false;
        }

        void promote(String server) {
            mirrorServer = principalServer;
            principalServer = server;
            roleSequence++;
            inStep = false;
        }
    }

    /** The instance is up again: nobody is linked, and whether partners are in step is for them to say. */
    void reopen() {
        for (Entry entry : entries.values()) {
            entry.linked.clear();
            entry.latest.clear();
            entry.inStep = false;
        }
    }

    Optional<Entry> of(UUID session) {
        return Optional.ofNullable(entries.get(session));
    }

    /**
     * The session that a partner speaks of. Empty when this instance was taken off it and the partner may not know: an old principal
     * that missed a role switch and this would find a witness that lets it serve beside the new one. Only who led then, or leads since,
     * can set it again.
     */
    Optional<Entry> ofOrNew(Facts facts) {
        Leader last = takenOff.get(facts.guid());
        if (last != null) {
            boolean leads = facts.role() == Facts.PRINCIPAL
                    && (facts.roleSequence() > last.roleSequence
                            || (facts.roleSequence() == last.roleSequence
                                    && facts.server().equals(last.server)));
            if (!leads) {
                return Optional.empty();
            }
            takenOff.remove(facts.guid());
        }
        return Optional.of(entries.computeIfAbsent(facts.guid(), guid -> new Entry(facts)));
    }

    /** This instance is no longer the witness; false for a partner that missed a role switch and has no say in that. */
    boolean remove(Facts facts) {
        UUID session = facts.guid();
        Entry said = new Entry(facts);
        Entry entry = entries.getOrDefault(session, said);
        Leader known = takenOff.getOrDefault(session, new Leader(entry.principalServer, entry.roleSequence));
        if (facts.roleSequence() < known.roleSequence) {
            return false;
        }
        entries.remove(session);
        boolean newer = facts.roleSequence() > known.roleSequence;
        takenOff.put(session, newer ? new Leader(said.principalServer, said.roleSequence) : known);
        return true;
    }

    Map<UUID, Entry> all() {
        return entries;
    }
}
