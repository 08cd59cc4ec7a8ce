package mirrorsh.diagnosis;

import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.ConnectGranted;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.UserExists;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.Participant;
import mirrorsh.model.User;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.CertificateStatements;

/** What is to be done for a host to let a peer in, link by link of the chain. */
final class LetIn {
    /** SIDs of users WITHOUT LOGIN begin so; such a user cannot be mapped to a login (error 33016). */
    private static final String LOGINLESS = "010500000000000903000000";

    private final Inbound inbound;
    private final Case facts;
    private final String host;
    private final String peer;
    private final String login;
    private final String user;

    LetIn(Inbound inbound, Case facts) {
        this.inbound = inbound;
        this.facts = facts;
        host = inbound.on().host();
        peer = inbound.from().host();
        login = inbound.loginName();
        user = userName();
    }

    static boolean isLoginless(User user) {
        return user.sid().startsWith(LOGINLESS);
    }

    private String userName() {
        HostState on = inbound.on();
        Optional<User> mapped = inbound.login().or(inbound::namedLogin).flatMap(on::userOf);
        if (mapped.isPresent()) {
            return mapped.get().name();
        }
        String name = inbound.userName();
        // a name that is taken by a user who can never have a login is of no use
        return inbound.user().filter(LetIn::isLoginless).isPresent()
                        && on.user(peer + "_user").isPresent()
                ? peer + "_user2"
                : inbound.user().filter(LetIn::isLoginless).isPresent() ? peer + "_user" : name;
    }

    /** Everything that is missing, in order. */
    Draft all(Draft draft) {
        Optional<Login> there = inbound.login().or(inbound::namedLogin);
        if (there.isEmpty()) {
            draft.mend(
                    Typed.login(host, peer, login),
                    new LoginExists(host, login, facts.secrets().apply(login + " on " + host)));
        }
        boolean mapped = there.flatMap(inbound.on()::userOf)
                .filter(found -> Traces.same(found.name(), user))
                .isPresent();
        if (!mapped) {
            draft.mend(Typed.user(host, peer, user, login), new UserExists(host, user, login));
        }
        boolean owned =
                inbound.copy().filter(copy -> Traces.same(copy.owner(), user)).isPresent();
        if (!owned && inbound.proof().isPresent() || inbound.coming().isPresent()) {
            certificate(draft);
        }
        return there.filter(inbound::mayConnect).isPresent() ? draft : grant(draft);
    }

    /** The peer's certificate, or the one that it is to have, owned by its user. */
    Draft certificate(Draft draft) {
        String name = inbound.certificateName();
        boolean ownNamesake = inbound.on()
                .certificate(name)
                .filter(own -> !own.isPublicOnly())
                .isPresent();
        if (!ownNamesake || inbound.copy().isPresent() || inbound.coming().isPresent()) {
            return draft.mend(
                    Typed.importing(host, peer, name, user),
                    new CertificateImported(host, name, user, peer, Optional.empty()));
        }
        // both hosts gave their certificate the same name: the peer's comes under another one
        String other = Traces.same(name, peer + "_cert") ? peer + "_certificate" : peer + "_cert";
        Batch batch = CertificateStatements.fromBinary(
                other, user, inbound.proof().map(Certificate::der).orElseThrow().bytes());
        String text = batch.text().masked().replaceAll("\\s+", " ");
        return draft.mend(Typed.on("sql \"" + text + "\"", host), List.of(batch));
    }

    Draft grant(Draft draft) {
        String endpoint = inbound.on().endpoint().map(Endpoint::name).orElse(Participant.DEFAULT_ENDPOINT);
        return draft.mend(Typed.grant(host, peer, login), new ConnectGranted(host, endpoint, login));
    }

    String login() {
        return login;
    }

    String user() {
        return user;
    }
}
