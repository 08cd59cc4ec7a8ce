package mirrorsh.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/**
 * The certificate that a host's endpoint proves itself with is valid for some time yet (procedure.md §13). Looks only.
 *
 * @param days at least so many
 */
public record CertificateLasts(String host, int days) implements Look {
    @Override
    public String title() {
        return "See that the endpoint's certificate lasts " + days + " days";
    }

    @Override
    public String why() {
        return "One that has expired is noticed at the next restart or failover, when it hurts most.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> own = state.endpointCertificate();
        if (own.isEmpty()) {
            return new Blocked(
                    "the endpoint of " + host + " has no certificate",
                    "Peers believe certificates only.",
                    "endpoint show");
        }
        boolean lasts = own.get().isValidAt(state.instance().clock().plus(Duration.ofDays(days)));
        return lasts
                ? new Done("valid until " + Sight.day(own.get().expiry()))
                : new Blocked(
                        Sight.bracketed(own.get().name()) + " of " + host + " is valid until "
                                + Sight.day(own.get().expiry()) + " only",
                        "Links that are up live on, but no new one is made after that day.",
                        "run rotate-certificates host=" + host);
    }
}
