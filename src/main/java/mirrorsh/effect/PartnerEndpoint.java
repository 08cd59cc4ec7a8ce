package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;

/** Whether a host's endpoint is fit for a partner (errors.md P21, P22, P24). */
final class PartnerEndpoint {
    private PartnerEndpoint() {}

    static Optional<Blocked> obstacle(HostState state) {
        Optional<Endpoint> there = state.endpoint();
        if (there.isEmpty()) {
            return Optional.of(Sight.lacking(
                    state,
                    "database mirroring endpoint",
                    "Partners talk through their endpoints (error 1486).",
                    "endpoint create --on " + state.host()));
        }
        String name = "endpoint " + Sight.bracketed(there.get().name()) + " of " + state.host();
        if (!there.get().isStarted()) {
            return Optional.of(new Blocked(
                    name + " is " + there.get().state(),
                    "Partners talk through their endpoints (error 1486).",
                    "endpoint start --on " + state.host()));
        }
        return there.get().role().equals("ALL") || there.get().role().equals("PARTNER")
                ? Optional.empty()
                : Optional.of(new Blocked(
                        name + " has role " + there.get().role(),
                        "A partner's endpoint has role PARTNER or ALL.",
                        "endpoint alter --on " + state.host()));
    }
}
