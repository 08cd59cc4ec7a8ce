package mirrorsh.command;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.CertificateRemoved;
import mirrorsh.effect.Demanded;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointCertificateSet;
import mirrorsh.effect.LinksRenewed;
import mirrorsh.effect.Stage;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;

/**
 * The renewal of one host's certificate (procedure.md §13): the new one is made and carried to everyone who believes the host, then
 * the endpoint takes it, and when all links are made anew the old one goes.
 *
 * @param certificate the new one's name
 * @param old what the endpoint proves itself with until then
 */
record Rotation(Observation seen, String host, String certificate, Certificate old, Optional<LocalDate> expiry) {
    /**
     * @param name the new certificate's, empty to choose one
     * @throws UsageException when there is nothing to renew, or the name is taken
     */
    static Rotation of(Observation seen, String host, String name, Optional<LocalDate> expiry) {
        HostState state = seen.of(host);
        Certificate old = state.endpointCertificate()
                .orElseThrow(() -> new UsageException(
                        "The endpoint of " + host + " has no certificate to renew.", "endpoint show --on " + host));
        String chosen = name.isEmpty() ? next(seen, host, old) : name;
        if (chosen.equalsIgnoreCase(old.name())) {
            throw new UsageException(
                    "[" + chosen + "] is what the endpoint of " + host + " proves itself with already.",
                    "cert rotate --on " + host + ", with another --name or none");
        }
        return new Rotation(seen, host, chosen, old, expiry);
    }

    /** One that an earlier attempt made, else the next number that no host has. */
    private static String next(Observation seen, String host, Certificate old) {
        String base = old.name().replaceFirst("\\d+$", "");
        for (int number = 2; ; number++) {
            String name = base + number;
            Optional<Certificate> own = seen.of(host).certificate(name);
            boolean begun = own.filter(
                            c -> c.hasUsablePrivateKey() && c.expiry().isAfter(old.expiry()))
                    .isPresent();
            boolean free = seen.hosts().values().stream()
                    .noneMatch(state -> state.certificate(name).isPresent());
            if (free || begun && !name.equalsIgnoreCase(old.name())) {
                return name;
            }
        }
    }

    /** Hosts that were read and have the old certificate, with their copy of it. */
    private List<Peer> peers() {
        return seen.hosts().values().stream()
                .filter(state -> !state.host().equals(host))
                .flatMap(state -> state.certificate(old.thumbprint()).stream()
                        .map(copy -> new Peer(state.host(), copy.name(), copy.owner())))
                .sorted((a, b) -> a.host().compareTo(b.host()))
                .toList();
    }

    private record Peer(String host, String copy, String user) {}

    /** Addresses of partners and witnesses that were not read; nobody can give them the new certificate. */
    List<String> missingPartners() {
        List<String> missing = new ArrayList<>();
        for (Database database : seen.of(host).databases()) {
            database.session().ifPresent(session -> {
                if (OneDatabase.otherPartner(seen, host, session).isEmpty()) {
                    missing.add(session.partner());
                }
                if (!session.witness().isEmpty() && !isWitnessed(session)) {
                    missing.add(session.witness());
                }
            });
        }
        return missing.stream().distinct().toList();
    }

    private boolean isWitnessed(MirroringSession session) {
        return seen.hosts().values().stream()
                .flatMap(state -> state.witnessed().stream())
                .anyMatch(witnessed -> witnessed.guid().equalsIgnoreCase(session.guid()));
    }

    /** Replicas of availability groups use the same endpoint, and nothing that was read tells which hosts they are on. */
    List<String> warnings() {
        List<String> replicas = seen.of(host).databases().stream()
                .filter(Database::inAvailabilityGroup)
                .map(database -> "[" + database.name() + "]")
                .toList();
        return replicas.isEmpty()
                ? List.of()
                : List.of("The endpoint of " + host + " serves availability groups, too: " + String.join(", ", replicas)
                        + ". Hosts with their replicas have to be connected here, or will not believe " + host
                        + " afterwards.");
    }

    /** @param keepOld whether the old certificate stays */
    List<Stage> stages(boolean keepOld) {
        List<Peer> peers = peers();
        List<String> names = peers.stream().map(Peer::host).toList();
        List<Effect> trust = new ArrayList<>();
        trust.add(new CertificateExists(host, certificate, old.subject(), expiry));
        peers.forEach(peer ->
                trust.add(new CertificateImported(peer.host(), certificate, peer.user(), host, Optional.empty())));
        List<Effect> change = List.of(
                new EndpointCertificateSet(host, certificate, names), new LinksRenewed(host, old.name(), names));
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("A new certificate, known to every peer", trust));
        stages.add(new Stage("The endpoint takes it", change));
        if (!keepOld) {
            List<Effect> removal = new ArrayList<>();
            peers.forEach(peer -> removal.add(new Demanded(new CertificateRemoved(peer.host(), peer.copy()))));
            removal.add(new Demanded(new CertificateRemoved(host, old.name())));
            stages.add(new Stage("The old one goes", removal));
        }
        return stages;
    }
}
