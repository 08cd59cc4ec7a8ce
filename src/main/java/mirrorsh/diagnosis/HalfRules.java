package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.Effect;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.effect.PartnerSet;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;

/** Halves of sessions: partners not set, set wrong or left over (errors.md P28, P30, P33 to P37, P49). */
final class HalfRules implements Rule {
    private static final int TDS_PORT = 1433;

    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (IntendedSession session : facts.setup().sessions()) {
            if (session.isWhole()) {
                found.addAll(new Half(facts, session).judge());
            }
        }
        return found;
    }

    /** One session. */
    private static final class Half {
        private final Case facts;
        private final IntendedSession intended;
        private final HostState principal;
        private final HostState mirror;
        private final Optional<MirroringSession> one;
        private final Optional<MirroringSession> other;
        private final String name;

        Half(Case facts, IntendedSession intended) {
            this.facts = facts;
            this.intended = intended;
            principal = facts.state(intended.principal());
            mirror = facts.state(intended.mirror());
            one = intended.original(facts.observation()).flatMap(Database::session);
            other = intended.copy(facts.observation()).flatMap(Database::session);
            name = Typed.name(intended.database());
        }

        List<Draft> judge() {
            List<Draft> found = new ArrayList<>();
            other.flatMap(session -> address(mirror, principal, session)).ifPresent(found::add);
            one.flatMap(session -> address(principal, mirror, session)).ifPresent(found::add);
            if (!found.isEmpty()) {
                return found;
            }
            leftover().or(this::unset).ifPresent(found::add);
            return found;
        }

        /** The address that a partner knows does not lead to the other. */
        private Optional<Draft> address(HostState on, HostState partner, MirroringSession session) {
            Optional<Address> address = Address.parse(session.partner());
            if (address.isEmpty()) {
                return Optional.empty();
            }
            int port = address.get().port();
            boolean up = intended.isConnected(facts.observation());
            if (address.get().names(on) && ownPort(on) == port) {
                return Optional.of(wrong("P36", on, session, "its own address"));
            }
            Optional<HostState> stranger = facts.hosts().stream()
                    .filter(host -> host != partner && host != on)
                    .filter(host -> address.get().names(host))
                    .findFirst();
            if (stranger.isPresent()) {
                return Optional.of(wrong(
                        on == mirror ? "P37" : "P28",
                        on,
                        session,
                        "the address of " + stranger.get().host()));
            }
            int wanted = partner.endpoint().map(Endpoint::port).orElse(port);
            if (port != wanted && !up) {
                String id = port == TDS_PORT ? "P30" : on == mirror ? "P37" : "P28";
                return Optional.of(wrong(
                        id,
                        on,
                        session,
                        "port " + port + (port == TDS_PORT ? ", which is for SQL connections," : "") + " where "
                                + partner.host() + "'s endpoint listens on " + wanted));
            }
            return up ? Optional.empty() : listener(on, partner, session, address.get());
        }

        private static int ownPort(HostState on) {
            return on.endpoint().map(Endpoint::port).orElse(-1);
        }

        /** An endpoint that listens on one address only is called by another (P33). */
        private Optional<Draft> listener(HostState on, HostState partner, MirroringSession session, Address address) {
            String ip = partner.endpoint().map(Endpoint::ip).orElse("");
            return !ip.isEmpty() && address.isNumeric() && !address.name().equals(ip)
                    ? Optional.of(wrong(
                                    "P33",
                                    on,
                                    session,
                                    "address " + address.name() + " where " + partner.host() + "'s endpoint listens on "
                                            + ip + " only")
                            .confidence(Confidence.LIKELY))
                    : Optional.empty();
        }

        private Draft wrong(String id, HostState on, MirroringSession session, String what) {
            HostState partner = on == mirror ? principal : mirror;
            Draft draft = Draft.of(id, Step.ADDRESS, on.host())
                    .cause(on.host() + " was given " + what + " as the partner of " + name + ".")
                    .seen("mirroring_partner_name " + session.partner())
                    .concerning(partner.host());
            if (one.isPresent()) {
                off(draft, principal);
            }
            if (other.isPresent()) {
                off(draft, mirror);
            }
            return start(set(draft, mirror, principal, true));
        }

        private Draft off(Draft draft, HostState host) {
            return draft.mend(
                    Typed.partnerOff(host.host(), intended.database()),
                    new MirroringEnded(host.host(), intended.database()));
        }

        private Draft set(Draft draft, HostState on, HostState partner, boolean onMirror) {
            int port = partner.endpoint().map(Endpoint::port).orElse(mirrorsh.model.Participant.DEFAULT_PORT);
            Optional<MirroringSession> theirs = onMirror ? other : one;
            String url = theirs.map(MirroringSession::partner)
                    .filter(given -> Address.parse(given)
                            .filter(a -> a.names(partner) && a.port() == port)
                            .isPresent())
                    .orElse("TCP://" + facts.knownName(partner) + ":" + port);
            Effect effect = new PartnerSet(on.host(), intended.database(), partner.host(), url, onMirror);
            String address = url.equalsIgnoreCase("TCP://" + partner.host() + ":" + port) ? "" : " --address " + url;
            return draft.mend(Typed.partner(on.host(), partner.host(), intended.database()) + address, effect);
        }

        private Draft start(Draft draft) {
            return set(draft, principal, mirror, false);
        }

        /** A half that belongs to no session any more, or to another one (P49). */
        private Optional<Draft> leftover() {
            if (intended.isBegun(facts.observation())) {
                return Optional.empty();
            }
            if (one.isPresent()) {
                Draft draft = old(principal, one.get());
                return Optional.of(other.isPresent() ? off(draft, mirror) : draft);
            }
            return other.filter(session -> !session.partnerInstance().isEmpty()).map(session -> old(mirror, session));
        }

        private Draft old(HostState on, MirroringSession session) {
            HostState partner = on == mirror ? principal : mirror;
            return off(
                    Draft.of("P49", Step.LEFTOVER, on.host())
                            .cause(name + " on " + on.host() + " is still in a session that " + partner.host()
                                    + " does not know of.")
                            .seen(
                                    "role " + session.role() + ", " + session.state() + ", partner "
                                            + session.partner(),
                                    (on == mirror ? one : other).isEmpty()
                                            ? name + " on " + partner.host() + " is not mirrored"
                                            : name + " on " + partner.host() + " is in another session")
                            .concerning(partner.host())
                            .absentOn(partner.host(), "A session of " + name),
                    on);
        }

        /** Everything else done, the partners are still to be set: on the mirror first (P34), then on the principal (P35). */
        private Optional<Draft> unset() {
            if (one.isPresent() || intended.isBegun(facts.observation())) {
                return Optional.empty();
            }
            if (other.isPresent()) {
                return Optional.of(start(Draft.of("P35", Step.START, principal.host())
                        .cause(mirror.host() + " waits for " + principal.host() + " with " + name
                                + ", but SET PARTNER did not succeed on " + principal.host() + " yet.")
                        .seen(
                                mirror.host() + " has partner " + other.get().partner(),
                                name + " on " + principal.host() + " is not mirrored")
                        .absent("The session of " + name)
                        .concerning(mirror.host())));
            }
            Optional<Database> copy = intended.copy(facts.observation());
            boolean ready =
                    copy.filter(there -> there.isRestoring() || there.standby()).isPresent();
            // one that is not ready is told of by itself, and made anew
            return copy.isPresent()
                    ? Optional.of(start(set(
                            Draft.of("P34", Step.START, mirror.host())
                                    .cause("The partners of " + name + " are not set: first on " + mirror.host()
                                            + ", then on " + principal.host() + ".")
                                    .seen(ready ? name + " on " + mirror.host() + " is restored and in no session" : "")
                                    .absent("The session of " + name)
                                    .concerning(principal.host()),
                            mirror,
                            principal,
                            true)))
                    : Optional.empty();
        }
    }
}
