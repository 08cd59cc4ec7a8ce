package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.User;

/**
 * Whether a host lets a peer in: login, user, certificate, owner, CONNECT (errors.md P07, P09, P12, P14 to P18, P20, P60; towards and
 * on a witness P53 to P55).
 */
final class InboundRules implements Rule {
    /** What is wrong with a host's own proof, so that it gets another. */
    private static final String[] OWN = {"P03", "P05", "P04", "P11", "P13"};

    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (Relation relation : facts.setup().relations()) {
            HostState one = facts.state(relation.one());
            HostState other = facts.state(relation.other());
            if (!isWindows(one) || !isWindows(other)) {
                found.addAll(judge(facts, relation, one, other));
                found.addAll(judge(facts, relation, other, one));
            }
        }
        return found;
    }

    private static boolean isWindows(HostState state) {
        return state.endpoint().filter(e -> !e.usesCertificate()).isPresent();
    }

    private static List<Draft> judge(Case facts, Relation relation, HostState on, HostState from) {
        Inbound inbound = new Inbound(on, from, facts.observation().hosts().size() == 2);
        List<Draft> found = new ArrayList<>();
        chain(facts, inbound).ifPresent(found::add);
        if (found.isEmpty()) {
            certificate(facts, inbound).ifPresent(found::add);
            // who comes in as somebody else needs that mended, not a permission for the other
            if (found.stream().noneMatch(draft -> draft.id().equals("P15"))) {
                new GrantRule(facts, inbound).find().ifPresent(found::add);
            }
        }
        clock(inbound).ifPresent(found::add);
        for (Draft draft : found) {
            draft.concerning(from.host());
            if (!relation.witness().isEmpty() && !draft.id().equals("P12")) {
                draft.renamed(witnessRow(facts, relation, on));
            }
        }
        return found;
    }

    private static String witnessRow(Case facts, Relation relation, HostState on) {
        if (relation.witness().equals(on.host())) {
            return "P55";
        }
        boolean mirror = facts.setup().sessions().stream()
                .anyMatch(session -> session.mirror().equals(on.host()));
        return mirror ? "P54" : "P53";
    }

    /** Login and user: without them nothing further can hold. */
    private static Optional<Draft> chain(Case facts, Inbound in) {
        if (in.login().isPresent() && in.login().flatMap(in.on()::userOf).isPresent()) {
            return Optional.empty();
        }
        if (in.copy().filter(copy -> copy.owner().equals("dbo")).isPresent()) {
            return Optional.empty(); // the link runs as the owner of master: not a broken chain but P14
        }
        String on = in.on().host();
        String from = in.from().host();
        LetIn letIn = new LetIn(in, facts);
        Optional<User> user = in.user();
        boolean login = in.namedLogin().isPresent() || in.login().isPresent();
        if (!login) {
            return Optional.of(letIn.all(Draft.of("P17", Step.OWNER_CHAIN, on)
                    .cause(on + " has no login for " + from + ".")
                    .seen(user.map(u -> "user " + Typed.name(u.name()) + " of master leads to no login")
                            .orElse("no user of master stands for " + from + " either"))
                    .absent("A login for " + from)
                    .logged(28034, 28035)));
        }
        return Optional.of(letIn.all(Draft.of("P16", Step.OWNER_CHAIN, on)
                .cause(user.map(u -> "User " + Typed.name(u.name()) + " of master on " + on
                                + (LetIn.isLoginless(u)
                                        ? " was made without a login."
                                        : " leads to no login: its SID is none of a login's."))
                        .orElse(on + " has no user in master for login " + Typed.name(letIn.login()) + "."))
                .seen(user.map(u -> "SID " + u.sid()).orElse(""))
                .absent("A user of master for " + from)
                .logged(28034, 28035)));
    }

    private static Optional<Draft> certificate(Case facts, Inbound in) {
        if (in.copy().isPresent()) {
            return owner(facts, in, in.copy().get()).or(() -> coming(facts, in));
        }
        if (in.coming().isPresent()) {
            return coming(facts, in);
        }
        if (in.proof().isEmpty()) {
            return Optional.empty(); // there is nothing to import yet: that is the peer's finding
        }
        String on = in.on().host();
        String from = in.from().host();
        Certificate proof = in.proof().get();
        Optional<Certificate> stale = in.stale();
        Draft draft = stale.map(other -> stale(facts, in, other))
                .orElseGet(() -> Draft.of("P07", Step.PEER_CERTIFICATE, on)
                        .cause(on + " does not have " + from + "'s certificate " + Typed.name(proof.name()) + ".")
                        .absent("Certificate " + Typed.name(proof.name()) + " of " + from));
        draft.seen(from + " proves itself with thumbprint " + proof.thumbprint().brief())
                .after("P16", "P17")
                .afterOn(from, OWN)
                .afterOn(from, "P61")
                .logged(28035, 28045);
        return Optional.of(new LetIn(in, facts).certificate(draft));
    }

    /** The peer is to get another certificate, which has to be imported as well. */
    private static Optional<Draft> coming(Case facts, Inbound in) {
        String on = in.on().host();
        String from = in.from().host();
        return in.coming()
                .map(name -> new LetIn(in, facts)
                        .certificate(Draft.of("P07", Step.PEER_CERTIFICATE, on)
                                .cause(on + " will need the new certificate " + Typed.name(name) + " of " + from + ".")
                                .absent("Certificate " + Typed.name(name) + " of " + from)
                                .afterOn(from, OWN)
                                .logged(28035)));
    }

    private static Draft stale(Case facts, Inbound in, Certificate stale) {
        String on = in.on().host();
        String from = in.from().host();
        Optional<String> stranger = facts.hosts().stream()
                .filter(host -> !host.host().equals(from))
                .filter(host -> host.certificate(stale.thumbprint())
                        .filter(own -> !own.isPublicOnly())
                        .isPresent())
                .map(HostState::host)
                .findFirst();
        boolean former = stranger.isEmpty()
                && (in.from().certificate(stale.thumbprint()).isPresent()
                        || in.proof()
                                .filter(proof -> Traces.same(proof.subject(), stale.subject()))
                                .isPresent()
                        || new Traces(in.on(), in.from()).mentions(stale.subject()));
        String name = "Certificate " + Typed.name(stale.name()) + " on " + on;
        return Draft.of(former ? "P09" : "P07", Step.PEER_CERTIFICATE, on)
                .cause(
                        former
                                ? name + " is not the one that " + from + " proves itself with now."
                                : name + " is not " + from + "'s but "
                                        + stranger.map(host -> host + "'s").orElse("another's") + ".")
                .seen(name + " has thumbprint " + stale.thumbprint().brief() + ", subject " + stale.subject());
    }

    private static Optional<Draft> owner(Case facts, Inbound in, Certificate copy) {
        String on = in.on().host();
        String name =
                "Certificate " + Typed.name(copy.name()) + " of " + in.from().host() + " on " + on;
        LetIn letIn = new LetIn(in, facts);
        if (copy.owner().equals("dbo")) {
            Draft draft = Draft.of("P14", Step.OWNER_CHAIN, on)
                    .cause(name + " is owned by dbo, so " + in.from().host()
                            + " comes in with the rights of a sysadmin.")
                    .seen("imported without AUTHORIZATION");
            if (in.coming().isPresent()) {
                draft.afterOn(in.from().host(), OWN);
            }
            return Optional.of(letIn.all(draft));
        }
        Optional<String> other = facts.hosts().stream()
                .filter(host ->
                        !host.host().equals(in.from().host()) && !host.host().equals(on))
                .filter(host -> isOf(in, copy, host))
                .map(HostState::host)
                .findFirst();
        return other.map(stranger -> "the user for " + stranger)
                .or(() -> passedOver(in, copy))
                .map(whose -> {
                    Inbound right = new Inbound(withoutOwner(in.on(), copy), in.from(), in.alone());
                    return new LetIn(right, facts)
                            .all(Draft.of("P15", Step.OWNER_CHAIN, on)
                                    .cause(name + " is owned by " + Typed.name(copy.owner()) + ", " + whose + ".")
                                    .seen("owner " + copy.owner())
                                    .logged(28034));
                });
    }

    /** The owner may not connect and is not named for the peer, but there is a user that is. */
    private static Optional<String> passedOver(Inbound in, Certificate copy) {
        Traces traces = new Traces(in.on(), in.from());
        boolean barred = in.on()
                .user(copy.owner())
                .flatMap(in.on()::loginOf)
                .filter(in::mayConnect)
                .isEmpty();
        return barred && !traces.mentions(copy.owner())
                ? in.on().users().stream()
                        .filter(user -> traces.mentions(user.name())
                                && in.on().loginOf(user).isPresent())
                        .findFirst()
                        .map(user -> "not by " + Typed.name(user.name()) + ", the user for "
                                + in.from().host())
                : Optional.empty();
    }

    private static boolean isOf(Inbound in, Certificate copy, HostState stranger) {
        boolean named =
                Traces.mentions(stranger, copy.owner()) && !new Traces(in.on(), in.from()).mentions(copy.owner());
        boolean shared = Certificates.own(stranger)
                .flatMap(proof -> in.on().certificate(proof.thumbprint()))
                .filter(theirs -> theirs.id() != copy.id() && Traces.same(theirs.owner(), copy.owner()))
                .isPresent();
        return named || shared && !new Traces(in.on(), in.from()).mentions(copy.owner());
    }

    /** The same host, the certificate owned by nobody: its wrong owner must not be taken for the peer's user. */
    private static HostState withoutOwner(HostState on, Certificate copy) {
        List<Certificate> certificates = on.certificates().stream()
                .map(c -> c.id() != copy.id()
                        ? c
                        : new Certificate(
                                c.id(),
                                c.name(),
                                c.subject(),
                                "",
                                c.privateKey(),
                                c.start(),
                                c.expiry(),
                                c.thumbprint(),
                                c.der()))
                .toList();
        return new HostState(
                on.host(),
                on.instance(),
                on.masterKey(),
                certificates,
                on.endpoint(),
                on.logins(),
                on.users(),
                on.permissions(),
                on.databases(),
                on.links(),
                on.witnessed(),
                on.files());
    }

    /** Valid by its owner's clock and not by this host's (P12). */
    private static Optional<Draft> clock(Inbound in) {
        Optional<Certificate> proof = in.proof()
                .filter(own -> own.isValidAt(in.from().instance().clock())
                        && !own.isValidAt(in.on().instance().clock()));
        return proof.map(own -> Draft.of("P12", Step.CLOCK, in.on().host())
                .cause("By " + in.on().host() + "'s clock the certificate " + Typed.name(own.name()) + " of "
                        + in.from().host() + " is not valid, by " + in.from().host() + "'s own it is.")
                .seen(
                        Certificates.validity(own),
                        in.on().host() + "'s clock: " + Certificates.clock(in.on()) + ", "
                                + in.from().host() + "'s: " + Certificates.clock(in.from()))
                .logged(28035)
                .mend("set the clocks of " + in.on().host() + " and "
                        + in.from().host() + " by one time source"));
    }
}
