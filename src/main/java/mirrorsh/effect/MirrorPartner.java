package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/** The mirror's half of a session judged: the first SET PARTNER (procedure.md PAR-1). */
final class MirrorPartner {
    private final PartnerSet wanted;
    private final HostState state;
    private final String name;
    private final Copies copies;

    MirrorPartner(PartnerSet wanted, Observation observation) {
        this.wanted = wanted;
        state = observation.of(wanted.host());
        name = Sight.bracketed(wanted.database());
        copies = new Copies(observation, wanted.partnerHost(), wanted.host(), wanted.database());
    }

    Verdict assess() {
        Optional<MirroringSession> own = copies.copy().flatMap(Database::session);
        Optional<MirroringSession> theirs = copies.original().flatMap(Database::session);
        if (own.isPresent()) {
            return judge(own.get(), theirs);
        }
        if (theirs.isPresent()) {
            return new Blocked(
                    name + " on " + wanted.partnerHost() + " is mirrored with "
                            + theirs.get().partner() + " already",
                    "It belongs to one session only, perhaps an old one (errors 1405, 1416).",
                    "partner off " + wanted.database() + " --on " + wanted.partnerHost());
        }
        return copyless()
                .or(() -> PartnerEndpoint.obstacle(state))
                .or(() -> Mirrorable.platform(state))
                .or(() -> Mirrorable.edition(state))
                .or(this::behind)
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> Sight.missing(state, "the mirroring session of " + name));
    }

    private Verdict judge(MirroringSession own, Optional<MirroringSession> theirs) {
        if (copies.areMirrored()) {
            return new Done("partner is " + own.partner());
        }
        if (own.partner().equalsIgnoreCase(wanted.url())) {
            return new Done("waits for " + own.partner());
        }
        // a half that nobody has answered can be set anew; one that knows its partner belongs to somebody (errors.md
        // P37)
        boolean unanswered = theirs.isEmpty() && own.partnerInstance().isEmpty();
        return new Differs("partner of " + name + " on " + wanted.host(), wanted.url(), own.partner(), unanswered);
    }

    private String prepare() {
        return "db prepare " + wanted.database() + " --from " + wanted.partnerHost() + " --on " + wanted.host();
    }

    private Optional<Blocked> copyless() {
        Optional<Database> copy = copies.copy();
        if (copy.isEmpty()) {
            return Optional.of(
                    Sight.lacking(state, "database " + name, "The mirror needs a restoring copy of it.", prepare()));
        }
        if (!copy.get().isRestoring() || copy.get().standby()) {
            return Optional.of(new Blocked(
                    name + " on " + wanted.host() + " is "
                            + (copy.get().standby() ? "in standby" : copy.get().state()),
                    "The mirror's copy has to be RESTORING (error 1464).",
                    prepare()));
        }
        return Optional.empty();
    }

    private Optional<Blocked> behind() {
        // once it waits for its partner, log can no longer be restored into it (error 3104)
        return copies.lacksLog()
                ? Optional.of(new Blocked(
                        name + " on " + wanted.host() + " lacks log that " + wanted.partnerHost() + " backed up"
                                + copies.lackedPath(),
                        "Mirroring does not send log that was backed up; often a log backup job took it (errors 1412, 1478).",
                        prepare() + " --logs-only"))
                : Optional.empty();
    }
}
