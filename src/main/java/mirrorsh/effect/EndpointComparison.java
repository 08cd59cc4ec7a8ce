package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;

/** A wanted endpoint beside the one that is there, in what an ALTER ENDPOINT can change. */
final class EndpointComparison {
    private final List<String> expected = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private final boolean started;
    private final String summary;

    EndpointComparison(EndpointListens wanted, HostState state) {
        started = state.endpoint().map(Endpoint::isStarted).orElse(false);
        summary = state.endpoint().map(there -> compare(wanted, there, state)).orElse("");
    }

    private String compare(EndpointListens wanted, Endpoint there, HostState state) {
        String own = "certificate " + Sight.bracketed(wanted.certificate());
        boolean sameCertificate = there.usesCertificate()
                && state.certificate(wanted.certificate())
                        .filter(c -> c.id() == there.certificateId())
                        .isPresent();
        boolean usable = state.certificate(there.certificateId())
                .filter(c -> c.hasUsablePrivateKey() && Sight.isValid(c, state))
                .isPresent();
        note(sameCertificate && usable, own, provesItselfWith(there, state));
        note(wanted.role().isServedBy(there.role()), "role " + wanted.role(), "role " + there.role());
        note(
                wanted.encryption().isServedBy(there.encryption()),
                "encryption " + wanted.encryption().catalogWord(),
                "encryption " + there.encryption());
        return Sight.bracketed(there.name()) + " " + there.state() + " on port " + there.port() + ", "
                + there.encryption() + ", role " + there.role() + ", " + own;
    }

    private void note(boolean agrees, String wanted, String there) {
        if (!agrees) {
            expected.add(wanted);
            found.add(there);
        }
    }

    private static String provesItselfWith(Endpoint there, HostState state) {
        if (!there.usesCertificate()) {
            return "authentication " + there.authentication();
        }
        return state.certificate(there.certificateId())
                .map(c -> "certificate " + Sight.bracketed(c.name())
                        + (Sight.isValid(c, state) ? "" : ", " + Sight.validity(c)))
                .orElse("a certificate that is not in master");
    }

    boolean isServed() {
        return started && found.isEmpty();
    }

    /** Whether starting it is all that it takes. */
    boolean isServedButForItsState() {
        return found.isEmpty();
    }

    String expected() {
        return started ? String.join(", ", expected) : with("STARTED", expected);
    }

    String found() {
        return started ? String.join(", ", found) : with("STOPPED or DISABLED", found);
    }

    private static String with(String first, List<String> others) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return String.join(", ", all);
    }

    String summary() {
        return summary;
    }
}
