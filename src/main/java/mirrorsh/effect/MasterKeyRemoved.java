package mirrorsh.effect;

import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.CertificateUses;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.RemovalStatements;

/** A host has no database master key in master, unless a certificate's private key needs it (procedure.md §12 step 9). */
public record MasterKeyRemoved(String host) implements Removal {
    @Override
    public String title() {
        return "Drop the database master key of master";
    }

    @Override
    public String why() {
        return "No private key is left that it protects.";
    }

    private Question uses() {
        return Question.of(host, CertificateUses.ofMasterKey());
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(uses().probe());
    }

    /** What it protected and the catalog does not tell of cannot be opened any more. */
    @Override
    public boolean isDangerous() {
        return true;
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        if (state.masterKey().isEmpty()) {
            return new Done("there is none");
        }
        String uses = uses().answer(observation) + uses().problem(observation);
        if (!uses.isEmpty()) {
            return new Blocked(
                    "it may protect " + uses, "Without it those could not be opened.", "masterkey show --on " + host);
        }
        Optional<Certificate> needing = state.certificates().stream()
                .filter(Certificate::hasUsablePrivateKey)
                .findFirst();
        return needing.<Verdict>map(certificate -> new Blocked(
                        "it protects the private key of " + Sight.bracketed(certificate.name()),
                        "Without it that certificate could not be used (error 15580).",
                        ""))
                .orElseGet(() -> new Differs("database master key of " + host, "none", "there", true));
    }

    @Override
    public Optional<Batch> drop(Observation observation) {
        return Optional.of(KeyStatements.dropMasterKey());
    }

    @Override
    public Optional<Batch> dropIfThere(Observation observation) {
        return Optional.of(RemovalStatements.dropMasterKey());
    }

    @Override
    public String loss() {
        return "a master key that was dropped is gone; the procedure makes another";
    }
}
