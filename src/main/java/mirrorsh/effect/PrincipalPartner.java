package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/** The principal's half of a session judged: the second SET PARTNER, which starts it (procedure.md PAR-2). */
final class PrincipalPartner {
    private final PartnerSet wanted;
    private final HostState state;
    private final HostState mirror;
    private final String name;
    private final Copies copies;

    PrincipalPartner(PartnerSet wanted, Observation observation) {
        this.wanted = wanted;
        state = observation.of(wanted.host());
        mirror = observation.of(wanted.partnerHost());
        name = Sight.bracketed(wanted.database());
        copies = new Copies(observation, wanted.host(), wanted.partnerHost(), wanted.database());
    }

    Verdict assess() {
        Optional<MirroringSession> own = copies.original().flatMap(Database::session);
        if (own.isPresent()) {
            return judge(own.get());
        }
        return databaseless()
                .or(() -> PartnerEndpoint.obstacle(state))
                .or(() -> PartnerEndpoint.obstacle(mirror))
                .or(this::unawaited)
                .or(this::behind)
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> Sight.missing(state, "the mirroring session of " + name));
    }

    private Verdict judge(MirroringSession own) {
        Optional<MirroringSession> theirs = copies.copy().flatMap(Database::session);
        if (theirs.isPresent()
                && copies.areMirrored()
                && (own.isPrincipal() && theirs.get().isMirror()
                        || own.isMirror() && theirs.get().isPrincipal())) {
            return new Done(own.role() + ", partner " + own.partner() + ", " + own.state());
        }
        return new Differs(
                "mirroring session of " + name,
                "one session of " + wanted.host() + " and " + wanted.partnerHost(),
                wanted.host() + " is mirrored with " + own.partner() + " (" + own.state() + "), and "
                        + theirs.map(other -> wanted.partnerHost() + " with " + other.partner())
                                .orElse(wanted.partnerHost() + " is not mirrored")
                        + "; partner off ends what is left over",
                false);
    }

    private Optional<Blocked> databaseless() {
        Optional<Database> original = copies.original();
        return original.isEmpty()
                ? Optional.of(Sight.lacking(
                        state, "database " + name, "It is the one to be mirrored.", "db list --on " + wanted.host()))
                : Mirrorable.notFull(state, original, wanted.database());
    }

    private Optional<Blocked> unawaited() {
        return copies.copy().flatMap(Database::session).isPresent()
                ? Optional.empty()
                : Optional.of(Sight.lacking(
                        mirror,
                        "partner set for " + name,
                        "The mirror has to wait before the principal calls (procedure: mirror first).",
                        "partner set " + wanted.host() + " --on " + wanted.partnerHost() + " --database "
                                + wanted.database()));
    }

    private Optional<Blocked> behind() {
        return copies.lacksLog()
                ? Optional.of(new Blocked(
                        name + " on " + wanted.partnerHost() + " lacks log that " + wanted.host()
                                + " backed up meanwhile" + copies.lackedPath(),
                        "Mirroring does not send log that was backed up; often a log backup job took it (errors 1412, 1478).",
                        "partner off " + wanted.database() + " --on " + wanted.partnerHost() + ", then db prepare "
                                + wanted.database() + " --from " + wanted.host() + " --on " + wanted.partnerHost()
                                + " --logs-only"))
                : Optional.empty();
    }
}
