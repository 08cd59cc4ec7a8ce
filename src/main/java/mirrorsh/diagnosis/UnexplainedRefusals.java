package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.effect.MasterKeyOpens;
import mirrorsh.effect.MasterKeyShut;
import mirrorsh.model.HostState;
import mirrorsh.tsql.EndpointStatements;
import mirrorsh.tsql.SecretSource;

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
        String peer = line.peer().isEmpty() ? "its peer" : "the peer at " + line.peer();
        Optional<Draft> draft = Optional.ofNullable(
                switch (line.inner()) {
                    case 28034 -> unconnectable(state, line, peer);
                    case 28035 -> unaccepted(host, line, peer);
                    case 28045 ->
                        importing(
                                "P09",
                                host,
                                host + " has an older certificate of " + peer
                                        + " with the same issuer and serial number.");
                    case 28037 -> foreignMaster(host, line);
                    case 28027 -> incompatible(state, line, peer);
                    default -> null;
                });
        return draft.map(each -> each.seen(host + "'s error log " + LogEvidence.quote(line)));
    }

    private static Draft unaccepted(String host, HandshakeLine line, String peer) {
        String text = line.text().toLowerCase(Locale.ROOT);
        if (text.contains("expired")) {
            return of("P13", Step.PEER_CERTIFICATE, host, "The certificate of " + peer + " has expired.")
                    .mend("renew the certificate on the peer, then " + Typed.on("cert import PEER", host));
        }
        return text.contains("not found")
                ? importing("P07", host, host + " does not have the certificate that " + peer + " proves itself with.")
                : of("P12", Step.CLOCK, host, "By " + host + "'s clock the certificate of " + peer + " is not valid.")
                        .mend("compare the clocks of both hosts");
    }

    private static Draft importing(String id, String host, String cause) {
        return of(id, Step.PEER_CERTIFICATE, host, cause)
                .mend("connect the peer, then " + Typed.on("cert import PEER", host));
    }

    /** The catalog says that the master key opens by itself, and it does not (P61). */
    private Draft foreignMaster(String host, HandshakeLine line) {
        SecretSource password = facts.secrets().apply(host + " master key to open");
        return of(
                        "P61",
                        Step.MASTER_KEY,
                        host,
                        host
                                + " cannot open the private key of its certificate though the catalog says it can: master came "
                                + "from another machine, or the service master key changed.")
                .logged(line.inner())
                .mend(OwnRules.opening(host), new MasterKeyShut(host, password), new MasterKeyOpens(host, password));
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
