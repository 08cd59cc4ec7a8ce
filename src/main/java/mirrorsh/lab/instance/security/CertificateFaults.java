package mirrorsh.lab.instance.security;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Changes of the certificates of an instance that only a fault makes. Safe to share between threads. */
public final class CertificateFaults {
    private final Realm realm;
    private final Guard guard;

    CertificateFaults(Realm realm, Guard guard) {
        this.realm = realm;
        this.guard = guard;
    }

    /** Does something with the locks of the instance's security held. */
    interface Guard {
        <T> T locked(Supplier<T> work);
    }

    /**
     * The endpoint's own certificate with another period, for a fault that no statement makes; nothing is changed yet.
     *
     * @return DER bytes as they are and as they would be; empty without a certificate whose private key opens
     */
    public Optional<Reissued> reissued(Instant from, Instant to) {
        return guard.locked(() -> realm.server()
                .endpoints()
                .settings()
                .flatMap(settings -> realm.master().certificate(settings.certificateId()))
                .flatMap(own -> new CertificatePeriod(realm)
                        .reissued(from, to)
                        .map(after -> new Reissued(own.der().clone(), after))));
    }

    /** DER bytes of a certificate before and after. */
    public record Reissued(byte[] before, byte[] after) {}

    /** Plants a fault: a certificate in master, whatever its name, has other content from now on. */
    public void replaceCertificate(byte[] before, byte[] after) {
        guard.locked(() -> {
            new CertificatePeriod(realm).replace(before, after);
            return true;
        });
    }
}
