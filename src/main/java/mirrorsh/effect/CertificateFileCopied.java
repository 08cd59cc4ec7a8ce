package mirrorsh.effect;

import java.util.Optional;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/** The file with a host's public certificate lies on a peer's disk, or the peer has imported it already (procedure.md OUT-5). */
public record CertificateFileCopied(String fromHost, String certificate, String fromPath, String toHost, String toPath)
        implements FileCarried {
    @Override
    public String title() {
        return "Copy the certificate file of " + fromHost + " to " + toHost;
    }

    @Override
    public String why() {
        return toHost + " can read only its own disk.";
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.file(toHost, toPath))
                .needing(Fact.certificate(fromHost, certificate), Fact.file(fromHost, fromPath)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState from = observation.of(fromHost);
        Optional<Certificate> own = from.certificate(certificate);
        if (own.isEmpty()) {
            return Sight.lacking(
                    from,
                    "certificate " + Sight.bracketed(certificate),
                    "There is nothing to copy yet.",
                    "cert create --on " + fromHost);
        }
        if (CertificateExported.has(observation, toHost, own.get())) {
            return new Done("imported by " + toHost + " already");
        }
        return carried(observation, true, true).orElseGet(() -> nothing("cert export --on " + fromHost));
    }

    @Override
    public boolean isOutdatedBy(Effect earlier) {
        return !isShared()
                && earlier instanceof CertificateExported export
                && export.host().equals(fromHost)
                && export.path().equals(fromPath);
    }
}
