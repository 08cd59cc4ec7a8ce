package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.CertificateStatements;

/**
 * The public part of a host's certificate lies in a file, or nobody needs the file any more (procedure.md OUT-4).
 *
 * @param path on the host's disk
 * @param peers hosts that are to import it
 */
public record CertificateExported(String host, String certificate, String path, List<String> peers) implements Effect {
    public CertificateExported {
        peers = List.copyOf(peers);
    }

    @Override
    public String title() {
        return "Export the certificate " + Sight.bracketed(certificate) + " to " + path;
    }

    @Override
    public String why() {
        return "The peers of " + host + " recognize it by the public part; the private key stays where it is.";
    }

    @Override
    public Set<String> hosts() {
        return Stream.concat(Stream.of(host), peers.stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> files() {
        return Set.of(path);
    }

    @Override
    public Optional<Ground> ground() {
        // what the peers have imported decides whether anybody needs the file
        return Optional.of(Ground.making(Fact.file(host, path)).needing(Fact.certificate(host, certificate)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<Certificate> own = state.certificate(certificate);
        if (own.isEmpty()) {
            return Sight.lacking(
                    state,
                    "certificate " + Sight.bracketed(certificate),
                    "There is nothing to export yet.",
                    "cert create --on " + host);
        }
        if (!peers.isEmpty() && peers.stream().allMatch(peer -> has(observation, peer, own.get()))) {
            return new Done("imported by " + String.join(", ", peers) + " already");
        }
        // an existing file is never overwritten (15240); whether it is the right one shows at the import, by thumbprint
        return state.file(path).orElse(false) ? new Done("the file is there") : new Verdict.Missing();
    }

    static boolean has(Observation observation, String peer, Certificate own) {
        return observation
                .find(peer)
                .flatMap(state -> state.certificate(own.thumbprint()))
                .isPresent();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, CertificateStatements.backup(certificate, path)));
    }

    @Override
    public Undo undo(Observation observation) {
        return observation.of(host).file(path).orElse(true)
                ? new Undo.Impossible("no statement deletes a file; delete " + path + " on " + host + " by hand")
                : new Undo.By(List.of());
    }

    /** A file of that name holds another certificate then; the server does not overwrite it and says so (15240). */
    @Override
    public boolean isOutdatedBy(Effect earlier) {
        return earlier instanceof CertificateExists made
                && made.host().equals(host)
                && Sight.same(made.certificate(), certificate);
    }
}
