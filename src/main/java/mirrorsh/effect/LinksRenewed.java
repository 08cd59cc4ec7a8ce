package mirrorsh.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/**
 * After a host changed what it proves itself with, its sessions run again and no peer knows it by the old certificate any more
 * (procedure.md §13 step 6). Only waits.
 *
 * @param oldCertificate as the host called it; what it was called on a peer is found by thumbprint
 * @param peers the hosts that have both certificates
 */
public record LinksRenewed(String host, String oldCertificate, List<String> peers) implements Effect {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    public LinksRenewed {
        peers = List.copyOf(peers);
    }

    @Override
    public String title() {
        return "See that the sessions of " + host + " run without " + Sight.bracketed(oldCertificate);
    }

    @Override
    public String why() {
        return "The old certificate is dropped only when nothing leans on it.";
    }

    @Override
    public Set<String> hosts() {
        Set<String> all = new TreeSet<>(peers);
        all.add(host);
        return all;
    }

    @Override
    public Verdict assess(Observation observation) {
        List<String> broken = new ArrayList<>();
        HostState state = observation.of(host);
        state.databases().stream()
                .filter(d -> d.session()
                        .map(MirroringSession::state)
                        .filter("DISCONNECTED"::equals)
                        .isPresent())
                .map(Database::name)
                .forEach(name -> broken.add(Sight.bracketed(name) + " is DISCONNECTED"));
        Optional<Certificate> old = state.certificate(oldCertificate);
        for (String peer : peers) {
            HostState there = observation.of(peer);
            Optional<Certificate> copy = old.flatMap(c -> there.certificate(c.thumbprint()));
            boolean linked = copy.isPresent()
                    && there.links().stream()
                            .anyMatch(link ->
                                    link.peerCertificateId() == copy.get().id());
            if (linked) {
                broken.add(peer + " still has a link by it");
            }
        }
        return broken.isEmpty()
                ? new Done("no link uses it")
                : new Differs("links of " + host, "connected, by the new certificate", String.join(", ", broken), true);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Await("the links are made anew", LIMIT));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(List.of());
    }
}
