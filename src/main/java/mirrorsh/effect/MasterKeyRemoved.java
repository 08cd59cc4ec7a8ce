package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.CertificateUses;
import mirrorsh.tsql.KeyStatements;
import mirrorsh.tsql.RemovalStatements;

/** A host has no database master key in master, unless a certificate's private key needs it (procedure.md §12 step 9). */
public record MasterKeyRemoved(String host) implements Effect {
    @Override
    public String title() {
        return "Drop the database master key of master";
    }

    @Override
    public String why() {
        return "No private key is left that it protects.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    private Question uses() {
        return Question.of(host, CertificateUses.ofMasterKey());
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(uses().probe());
    }

    /** It stays as long as it is used, and the rest of a tidying goes on. */
    @Override
    public boolean isOptional() {
        return true;
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
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, KeyStatements.dropMasterKey()));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a master key that was dropped is gone; the procedure makes another");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, RemovalStatements.dropMasterKey()));
    }
}
