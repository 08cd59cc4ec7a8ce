package mirrorsh.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mirrorsh.effect.EndpointStarted;
import mirrorsh.effect.EndpointStopped;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;

/** What only error logs tell of the way between hosts (errors.md P28 to P32, P48, P59; §6.2). */
final class NetworkRules implements Rule {
    private static final Set<Integer> UNKNOWN_NAME = Set.of(11001, 11002, 11003, 11004);
    private static final Set<Integer> NO_ANSWER = Set.of(10060, 10051, 10065);
    private static final int REFUSED = 10061;
    private static final int TDS_PORT = 1433;
    private static final Duration SHORTLY = Duration.ofSeconds(60);

    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (HostState state : facts.participants()) {
            if (!facts.isWell(state.host())) {
                listener(facts, state).ifPresent(found::add);
                link(facts, state).ifPresent(found::add);
            }
        }
        facts.setup().sessions().forEach(session -> builds(facts, session).ifPresent(found::add));
        for (HostState state : facts.hosts()) {
            stranger(facts, state).ifPresent(found::add);
        }
        return found;
    }

    /** STARTED in the catalog, but the port was taken when it came up (P29). */
    private static Optional<Draft> listener(Case facts, HostState state) {
        Optional<Endpoint> endpoint = state.endpoint().filter(Endpoint::isStarted);
        Optional<HandshakeLine> failed = facts.newest(state.host(), 9692, 9693, 26023)
                .filter(line -> endpoint.filter(e -> line.text().contains(String.valueOf(e.port())))
                        .isPresent())
                .filter(line -> facts.newest(state.host(), 9690)
                        .filter(up -> up.time().isAfter(line.time()))
                        .isEmpty());
        return failed.map(line -> Draft.of("P29", Step.ENDPOINT, state.host())
                .cause(Typed.endpoint(state) + " is STARTED but does not listen: its port "
                        + endpoint.orElseThrow().port() + " is taken by another process.")
                .seen(state.host() + "'s error log " + LogEvidence.quote(line))
                .mend("free port " + endpoint.orElseThrow().port() + " of " + state.host()
                        + " (netstat -ano there tells who has it), or take another: "
                        + Typed.on("endpoint alter --port A_FREE_PORT", state.host()))
                .mend(Typed.on("endpoint stop", state.host()), new EndpointStopped(state.host()))
                .mend(Typed.on("endpoint start", state.host()), new EndpointStarted(state.host())));
    }

    /** The last thing that was heard of a link is that it could not be made. */
    private static Optional<Draft> link(Case facts, HostState on) {
        Optional<HandshakeLine> last =
                facts.newest(on.host(), 1474, 28046, 1440, 1441).filter(line -> line.number() == 1474);
        Optional<Address> address = last.flatMap(line -> Address.parse(line.peer()));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean told = Absent.at(facts.observation(), last.get().peer()).isPresent();
        if (told || isOfAnOlderAddress(facts, on, address.get())) {
            return Optional.empty();
        }
        Optional<HostState> target = target(facts, on, address.get());
        boolean since = target.flatMap(host -> facts.newest(host.host(), 9690))
                .filter(up -> up.time().isAfter(last.get().time()))
                .isPresent();
        return since ? Optional.empty() : judge(facts, on, target, address.get(), last.get());
    }

    /** All partners and witnesses that the host has by now are called elsewhere. */
    private static boolean isOfAnOlderAddress(Case facts, HostState on, Address called) {
        List<Address> known = on.databases().stream()
                .flatMap(database -> database.session().stream())
                .flatMap(session -> Stream.of(session.partner(), session.witness()))
                .flatMap(url -> Address.parse(url).stream())
                .toList();
        return !known.isEmpty() && !known.contains(called);
    }

    private static Optional<HostState> target(Case facts, HostState on, Address address) {
        List<HostState> peers = facts.setup().of(on.host()).stream()
                .map(relation -> relation.one().equals(on.host()) ? relation.other() : relation.one())
                .map(facts::state)
                .toList();
        return peers.stream()
                .filter(address::names)
                .findFirst()
                .or(() -> peers.size() == 1 && !isOfAStranger(facts, on, address)
                        ? Optional.of(peers.get(0))
                        : Optional.empty());
    }

    /** The partner of that address is none of the hosts that were looked at. */
    private static boolean isOfAStranger(Case facts, HostState on, Address called) {
        return facts.setup().sessions().stream()
                .filter(session -> session.involves(on.host()) && !session.isWhole())
                .flatMap(session -> on.database(session.database()).stream())
                .flatMap(database -> database.session().stream())
                .anyMatch(row ->
                        Address.parse(row.partner()).filter(called::equals).isPresent());
    }

    private static Optional<Draft> judge(
            Case facts, HostState on, Optional<HostState> target, Address address, HandshakeLine line) {
        String to = target.map(HostState::host).orElse(address.name());
        int listens = target.flatMap(HostState::endpoint).map(Endpoint::port).orElse(address.port());
        Draft draft;
        if (UNKNOWN_NAME.contains(line.inner())) {
            draft = Draft.of("P32", Step.ADDRESS, on.host())
                    .cause(on.host() + " cannot resolve the name " + address.name() + ".")
                    .mend("use a name or IP address that every host resolves: partner set ... --address NAME");
        } else if (address.port() != listens) {
            draft = Draft.of(address.port() == TDS_PORT ? "P30" : "P28", Step.ADDRESS, on.host())
                    .cause(on.host() + " calls port " + address.port() + " of " + to
                            + (address.port() == TDS_PORT ? ", which is for SQL connections" : "")
                            + "; the endpoint there listens on " + listens + ".")
                    .mend("partner set with --address TCP://" + address.name() + ":" + listens);
        } else if (NO_ANSWER.contains(line.inner()) || line.inner() == REFUSED) {
            draft = firewall(facts, on, to, address, line);
        } else {
            return Optional.empty(); // the peer hung up: its own log says why
        }
        return Optional.of(draft.seen(on.host() + "'s error log " + LogEvidence.quote(line))
                .confidence(Confidence.LIKELY)
                .after("P30", "P33", "P36", "P37")
                .afterOn(to, "P21", "P22", "P29")
                .concerning(target.map(HostState::host).orElse("")));
    }

    private static Draft firewall(Case facts, HostState on, String to, Address address, HandshakeLine line) {
        boolean back = facts.newest(to, 1474)
                .filter(other -> NO_ANSWER.contains(other.inner()) || other.inner() == REFUSED)
                .isPresent();
        String how = line.inner() == REFUSED ? "nothing answers there" : "a firewall drops it";
        return Draft.of("P31", Step.NETWORK, on.host())
                .cause(on.host() + " does not reach " + to + " on port " + address.port() + ": " + how
                        + (back ? ", nor does " + to + " reach it." : "; the way back is not complained of."))
                .mend("open port " + address.port() + " from " + on.host() + " to " + to
                        + " in every firewall between them, and the way back");
    }

    /** Sessions that fall apart seconds after they began, between builds that differ (P48; errors.md, one report). */
    private static Optional<Draft> builds(Case facts, IntendedSession session) {
        if (!session.isWhole() || session.isEstablished(facts.observation())) {
            return Optional.empty();
        }
        HostState one = facts.state(session.principal());
        HostState other = facts.state(session.mirror());
        boolean differ = !one.instance().version().equals(other.instance().version());
        return differ && fellApart(facts, one.host(), 1440) && fellApart(facts, other.host(), 1441)
                ? Optional.of(Draft.of("P48", Step.LEFTOVER, other.host())
                        .cause("The session of " + Typed.name(session.database())
                                + " fell apart shortly after it began, between two different builds.")
                        .seen(
                                one.instance().version() + " on " + one.host() + ", "
                                        + other.instance().version() + " on " + other.host(),
                                facts.newest(other.host(), 1443)
                                        .map(LogEvidence::quote)
                                        .orElse(""))
                        .confidence(Confidence.POSSIBLE)
                        .concerning(one.host())
                        .mend("bring both hosts to the same, newest build"))
                : Optional.empty();
    }

    private static boolean fellApart(Case facts, String host, int begun) {
        Optional<HandshakeLine> start = facts.newest(host, begun);
        Optional<HandshakeLine> end = facts.newest(host, 1443);
        boolean cut = facts.log(host).stream().anyMatch(line -> line.number() == 1474 && line.inner() == 10054);
        return cut
                && start.isPresent()
                && end.isPresent()
                && !end.get().time().isBefore(start.get().time())
                && Duration.between(start.get().time(), end.get().time()).compareTo(SHORTLY) < 0;
    }

    /** Something that is no partner spoke to the port (P59): alone it is harmless. */
    private static Optional<Draft> stranger(Case facts, HostState state) {
        return facts.newest(state.host(), 9642)
                .filter(line -> line.inner() == 8474)
                .map(line -> Draft.of("P59", Step.HARMLESS, state.host())
                        .cause("Something that is no partner speaks to " + Typed.endpoint(state)
                                + ", a port scanner or a monitor; it does no harm.")
                        .seen(state.host() + "'s error log " + LogEvidence.quote(line))
                        .confidence(Confidence.HARMLESS));
    }
}
