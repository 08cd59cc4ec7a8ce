package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.model.HostState;
import mirrorsh.tsql.EndpointStatements;

/**
 * Handshakes that a host refused for a reason that no catalog seen here shows: the peer is not connected to us, or things are hidden.
 * Where both catalogs can be read they decide, and an old line of a log proves nothing.
 */
final class UnexplainedRefusals {
    private final Case facts;
    private final List<Draft> found;

    UnexplainedRefusals(Case facts, List<Draft> found) {
        this.facts = facts;
        this.found = found;
    }

    List<Draft> find() {
        List<Draft> drafts = new ArrayList<>();
        for (HostState state : facts.hosts()) {
            if (!facts.isWell(state.host())) {
                last(state.host())
                        .filter(line -> isOpen(state, line))
                        .flatMap(line -> draft(state, line))
                        .ifPresent(drafts::add);
            }
        }
        return drafts;
    }

    private Optional<HandshakeLine> last(String host) {
        return facts.log(host).stream()
                .filter(line -> line.isRefusal() || line.isSuccess())
                .reduce((older, newer) -> newer)
                .filter(HandshakeLine::isRefusal);
    }

    /** Nothing found so far explains it, and it could not be checked. */
    private boolean isOpen(HostState state, HandshakeLine line) {
        boolean explained = found.stream()
                .anyMatch(draft ->
                        draft.host().equals(state.host()) && draft.reasons().contains(line.inner()));
        boolean whole = !facts.setup().of(state.host()).isEmpty()
                && facts.setup().sessions().stream()
                        .filter(session -> session.involves(state.host()))
                        .allMatch(IntendedSession::isWhole)
                && facts.hosts().stream().allMatch(host -> host.instance().sysadmin());
        return !explained && (!whole || line.inner() == 28037);
    }

    private Optional<Draft> draft(HostState state, HandshakeLine line) {
        String host = state.host();
        String text = line.text().toLowerCase(Locale.ROOT);
        String peer = line.peer().isEmpty() ? "its peer" : "the peer at " + line.peer();
        Optional<Draft> draft = switch (line.inner()) {
            case 28034 -> Optional.of(unconnectable(state, line, peer));
            case 28035 ->
                Optional.of(
                        text.contains("expired")
                                ? of("P13", Step.PEER_CERTIFICATE, host, "The certificate of " + peer + " has expired.")
                                        .mend("renew the certificate on the peer, then cert import PEER --on " + host)
                                : text.contains("not found")
                                        ? of(
                                                        "P07",
                                                        Step.PEER_CERTIFICATE,
                                                        host,
                                                        host + " does not have the certificate that " + peer
                                                                + " proves itself with.")
                                                .mend("connect the peer, then cert import PEER --on " + host)
                                        : of(
                                                        "P12",
                                                        Step.CLOCK,
                                                        host,
                                                        "By " + host + "'s clock the certificate of " + peer
                                                                + " is not valid.")
                                                .mend("compare the clocks of both hosts"));
            case 28045 ->
                Optional.of(of(
                                "P09",
                                Step.PEER_CERTIFICATE,
                                host,
                                host + " has an older certificate of " + peer
                                        + " with the same issuer and serial number.")
                        .mend("connect the peer, then cert import PEER --on " + host));
            case 28037 ->
                Optional.of(of(
                                "P61",
                                Step.MASTER_KEY,
                                host,
                                host + " cannot open the private key of its certificate though the catalog says it "
                                        + "can: master was restored from another machine, or the service master "
                                        + "key changed.")
                        .mend(Typed.on(
                                "sql \"OPEN MASTER KEY DECRYPTION BY PASSWORD = '...'; ALTER MASTER KEY "
                                        + "REGENERATE WITH ENCRYPTION BY PASSWORD = '...'\"",
                                host)));
            case 28027 -> Optional.of(incompatible(state, line, peer));
            default -> Optional.empty();
        };
        return draft.map(each -> each.seen(host + "'s error log " + LogEvidence.quote(line)));
    }

    private static Draft of(String id, Step step, String host, String cause) {
        return Draft.of(id, step, host).cause(cause).confidence(Confidence.LIKELY);
    }

    private static Draft unconnectable(HostState state, HandshakeLine line, String peer) {
        String host = state.host();
        Draft draft = of(
                "P18",
                Step.OWNER_CHAIN,
                host,
                host + " refuses " + peer + ": login " + Typed.name(line.login()) + " may not connect to "
                        + Typed.endpoint(state) + ".");
        return state.endpoint()
                .filter(endpoint -> !line.login().isEmpty())
                .map(endpoint -> draft.mend(
                        Typed.on("grant --login " + Typed.word(line.login()), host),
                        List.of(EndpointStatements.grantConnect(endpoint.name(), line.login()))))
                .orElse(draft);
    }

    private static Draft incompatible(HostState state, HandshakeLine line, String peer) {
        boolean windows = line.state() == 21;
        String host = state.host();
        return of(
                        windows ? "P23" : "P27",
                        Step.ENDPOINT,
                        host,
                        Typed.endpoint(state) + " and that of " + peer + " have no "
                                + (windows ? "authentication" : "encryption algorithm") + " in common.")
                .mend("compare with the peer's: " + Typed.on("endpoint show", host));
    }
}
