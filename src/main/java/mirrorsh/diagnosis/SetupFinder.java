package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * Works out what hosts were meant to be, whoever set them up: by mirroring GUIDs, partner addresses, database names and families,
 * thumbprints and names.
 */
final class SetupFinder {
    private final List<HostState> hosts;
    private final List<IntendedSession> sessions = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> pairs = new HashSet<>();
    private final Set<String> partners = new HashSet<>();
    /** Somebody mirrors with a host that is not connected: two hosts alone are not a pair then. */
    private boolean strangers;

    private final Set<String> related = new HashSet<>();
    private final Map<String, List<HostState>> byGuid = new HashMap<>();
    private final Map<String, List<HostState>> byDatabase = new HashMap<>();
    private final Map<String, Boolean> met = new HashMap<>();

    private SetupFinder(Observation seen) {
        hosts = seen.hosts().values().stream()
                .sorted(Comparator.comparing(HostState::host))
                .toList();
    }

    static Setup of(Observation seen) {
        SetupFinder finder = new SetupFinder(seen);
        finder.index();
        finder.findSessions();
        finder.findWitnesses();
        finder.findRelations();
        return new Setup(finder.sessions, finder.relations, finder.alone());
    }

    private void index() {
        for (HostState host : hosts) {
            for (Database database : host.databases()) {
                put(byDatabase, database.name(), host);
                database.session().ifPresent(session -> put(byGuid, session.guid(), host));
            }
        }
    }

    /** Hosts come one after the other, so that a host that is there already is the last. */
    private static void put(Map<String, List<HostState>> index, String key, HostState host) {
        List<HostState> there = index.computeIfAbsent(lower(key), each -> new ArrayList<>());
        if (there.isEmpty() || there.get(there.size() - 1) != host) {
            there.add(host);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<HostState> others(Map<String, List<HostState>> index, String key, HostState host) {
        return index.getOrDefault(lower(key), List.of()).stream()
                .filter(other -> other != host)
                .toList();
    }

    private void findSessions() {
        for (HostState host : hosts) {
            for (Database database : host.databases()) {
                database.session().ifPresent(session -> add(begun(host, database, session)));
            }
        }
        for (HostState principal : hosts) {
            for (HostState mirror : hosts) {
                if (principal != mirror && areAcquainted(principal, mirror)) {
                    prepared(principal, mirror).forEach(this::add);
                }
            }
        }
    }

    private void add(IntendedSession found) {
        String pair = pair(found.principal(), found.mirror());
        strangers |= !found.isWhole();
        if (known.add(lower(found.database()) + " " + pair)) {
            sessions.add(found);
            pairs.add(pair);
            partners.add(found.principal());
            partners.add(found.mirror());
        }
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private IntendedSession begun(HostState host, Database database, MirroringSession session) {
        String partner = partner(host, database, session).map(HostState::host).orElse("");
        boolean principalHere = session.isPrincipal() || session.role().isEmpty() && database.isOnline();
        return new IntendedSession(
                database.name(), principalHere ? host.host() : partner, principalHere ? partner : host.host(), "");
    }

    private Optional<HostState> partner(HostState host, Database database, MirroringSession session) {
        List<HostState> sameSession = others(byGuid, session.guid(), host);
        if (sameSession.size() == 1) {
            return only(sameSession); // the usual case, and the rest looks at everything there is
        }
        List<HostState> others = hosts.stream().filter(other -> other != host).toList();
        Optional<Address> address = Address.parse(session.partner());
        List<HostState> sameDatabase = others(byDatabase, database.name(), host).stream()
                .filter(other -> other.database(database.name())
                        .filter(copy -> areRelated(database, copy))
                        .isPresent())
                .toList();
        List<HostState> named = others.stream()
                .filter(other -> address.filter(a -> a.names(other)).isPresent()
                        || Traces.same(other.instance().serverName(), session.partnerInstance()))
                .toList();
        return only(sameDatabase.stream().filter(named::contains).toList())
                .or(() -> only(sameDatabase))
                .or(() -> only(named))
                // an address that is a number or an alias tells no name; but a partner that was met before is known by
                // its own
                .or(() -> only(others).filter(other -> session.partnerInstance().isEmpty() && haveMet(host, other)));
    }

    private static Optional<HostState> only(List<HostState> hosts) {
        return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
    }

    static boolean areRelated(Database one, Database other) {
        return one.familyGuid().isEmpty()
                || other.familyGuid().isEmpty()
                || one.familyGuid().equalsIgnoreCase(other.familyGuid());
    }

    /** Databases that the mirror has a copy of and that are in no session yet. */
    private List<IntendedSession> prepared(HostState principal, HostState mirror) {
        List<IntendedSession> found = new ArrayList<>();
        for (Database original : principal.databases()) {
            Optional<Database> copy = mirror.database(original.name());
            if (copy.isPresent()
                    && original.session().isEmpty()
                    && copy.get().session().isEmpty()
                    // replicas of an availability group are copies of each other, too
                    && !(original.inAvailabilityGroup() && copy.get().inAvailabilityGroup())
                    && !original.isRestoring()
                    && !original.standby()
                    && isCopy(principal, mirror, original, copy.get())) {
                found.add(new IntendedSession(original.name(), principal.host(), mirror.host(), ""));
            }
        }
        return found;
    }

    private boolean isCopy(HostState principal, HostState mirror, Database original, Database copy) {
        if (copy.isRestoring() || copy.standby()) {
            return true;
        }
        // an ONLINE namesake is a failed attempt only as long as nothing else is mirrored here
        return !copy.restores().isEmpty()
                && original.restores().isEmpty()
                && areRelated(original, copy)
                && !pairs.contains(pair(principal.host(), mirror.host()));
    }

    private boolean areAcquainted(HostState one, HostState other) {
        return haveMet(one, other)
                || hosts.size() == 2 && !strangers && (Traces.isBegunOn(one) || Traces.isBegunOn(other));
    }

    private void findWitnesses() {
        sessions.replaceAll(
                session -> witness(session).map(session::withWitness).orElse(session));
    }

    private Optional<String> witness(IntendedSession session) {
        List<MirroringSession> rows = Stream.of(session.principal(), session.mirror())
                .flatMap(name -> hosts.stream().filter(host -> host.host().equals(name)))
                .flatMap(host -> host.database(session.database()).stream())
                .flatMap(database -> database.session().stream())
                .toList();
        List<HostState> candidates = hosts.stream()
                .filter(host -> !session.principal().equals(host.host())
                        && !session.mirror().equals(host.host()))
                .toList();
        List<Address> addresses = rows.stream()
                .flatMap(row -> Address.parse(row.witness()).stream())
                .distinct()
                .toList();
        return candidates.stream()
                .filter(host -> addresses.stream().anyMatch(address -> address.names(host)) || isWitnessing(host, rows))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(host -> isToBeWitness(session, host))
                        .findFirst())
                .map(HostState::host);
    }

    private static boolean isWitnessing(HostState host, List<MirroringSession> rows) {
        return host.witnessed().stream()
                .anyMatch(seen -> rows.stream().anyMatch(row -> seen.guid().equalsIgnoreCase(row.guid())));
    }

    /** It is a partner of nobody, and one of the partners has begun to let it in or is let in by it. */
    private boolean isToBeWitness(IntendedSession session, HostState host) {
        return !partners.contains(host.host())
                && hosts.stream()
                        .filter(partner -> session.involves(partner.host()))
                        .anyMatch(partner -> haveMet(partner, host));
    }

    private boolean haveMet(HostState one, HostState other) {
        return met.computeIfAbsent(
                pair(one.host(), other.host()),
                key -> new Traces(one, other).isBegun() || new Traces(other, one).isBegun());
    }

    private void findRelations() {
        for (IntendedSession session : sessions) {
            relate(session.principal(), session.mirror(), "");
            relate(session.principal(), session.witness(), session.witness());
            relate(session.mirror(), session.witness(), session.witness());
        }
        if (sessions.isEmpty()) {
            new Beginning(hosts).trio().forEach(each -> relate(each.one(), each.other(), each.witness()));
        }
        pairs(this::areAcquainted);
        pairs((one, other) -> isAlone(one) && isAlone(other) && Traces.isBegunOn(one) && Traces.isBegunOn(other));
    }

    private List<String> alone() {
        return sessions.isEmpty() && relations.isEmpty() ? new Beginning(hosts).alone() : List.of();
    }

    private interface PairTest {
        boolean holds(HostState one, HostState other);
    }

    private void pairs(PairTest test) {
        List<HostState[]> found = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                if (test.holds(hosts.get(i), hosts.get(j))) {
                    found.add(new HostState[] {hosts.get(i), hosts.get(j)});
                }
            }
        }
        found.forEach(pair -> relate(pair[0].host(), pair[1].host(), witnessOf(pair[0], pair[1])));
    }

    private boolean isAlone(HostState host) {
        return relations.stream().noneMatch(relation -> relation.involves(host.host()));
    }

    /** Without a session, the role of its endpoint is all that tells a witness; and two hosts alone are partners. */
    private String witnessOf(HostState one, HostState other) {
        if (hosts.size() < 3) {
            return "";
        }
        if (one.endpoint().filter(e -> e.role().equals("WITNESS")).isPresent()) {
            return other.endpoint().filter(e -> e.role().equals("WITNESS")).isPresent() ? "" : one.host();
        }
        return other.endpoint().filter(e -> e.role().equals("WITNESS")).isPresent() ? other.host() : "";
    }

    private void relate(String one, String other, String witness) {
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other) && related.add(pair(one, other))) {
            relations.add(new Relation(one, other, witness));
        }
    }
}
