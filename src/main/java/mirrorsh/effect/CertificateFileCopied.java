package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;

/** The file with a host's public certificate lies on a peer's disk, or the peer has imported it already (procedure.md OUT-5). */
public record CertificateFileCopied(String fromHost, String certificate, String fromPath, String toHost, String toPath)
        implements Effect {
    @Override
    public String host() {
        return toHost;
    }

    @Override
    public String title() {
        return "Copy the certificate file of " + fromHost + " to " + toHost;
    }

    @Override
    public String why() {
        return toHost + " can read only its own disk.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(fromHost, toHost);
    }

    @Override
    public Set<String> files() {
        return fromPath.equals(toPath) ? Set.of(fromPath) : Set.of(fromPath, toPath);
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
        if (observation.of(toHost).file(toPath).orElse(false)) {
            return new Done("the file is there");
        }
        return from.file(fromPath).orElse(false)
                ? new Verdict.Missing()
                : new Blocked(
                        fromHost + " has no file " + fromPath,
                        "There is nothing to copy yet.",
                        "cert export --on " + fromHost);
    }

    @Override
    public boolean isOutdatedBy(Effect earlier) {
        return earlier instanceof CertificateExported export
                && export.host().equals(fromHost)
                && export.path().equals(fromPath);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.CopyFile(fromHost, fromPath, toHost, toPath));
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(toHost).file(toPath).orElse(true)
                ? new Undo.Impossible("no statement deletes a file; delete " + toPath + " on " + toHost + " by hand")
                : new Undo.By(List.of());
    }
}
