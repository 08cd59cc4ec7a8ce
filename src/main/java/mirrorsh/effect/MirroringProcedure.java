package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Participant;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;

/** The documented procedure as stages of effects: outbound and inbound connections, mirror database, partners. */
public final class MirroringProcedure {
    private final Participant principal;
    private final Participant mirror;
    private final MirroringOptions options;

    public MirroringProcedure(Topology topology, MirroringOptions options) {
        principal = topology.principal();
        mirror = topology.mirror();
        this.options = options;
    }

    /** The four stages in the document's order. */
    public List<Stage> stages() {
        return List.of(
                new Stage("Outbound connections", both(outbound(principal, mirror), outbound(mirror, principal))),
                new Stage("Inbound connections", both(inbound(principal, mirror), inbound(mirror, principal))),
                new Stage("Mirror database", mirrorDatabase()),
                new Stage("Mirroring partners", partners()));
    }

    private static List<Effect> both(List<Effect> first, List<Effect> second) {
        List<Effect> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<Effect> outbound(Participant own, Participant peer) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new MasterKeyExists(own.host(), options.secrets().apply(own.host() + " master key")));
        effects.add(new CertificateExists(
                own.host(), own.certificate(), own.host() + " certificate for database mirroring", Optional.empty()));
        effects.add(new EndpointListens(
                own.host(),
                own.endpoint(),
                own.port(),
                "",
                own.certificate(),
                EndpointEncryption.REQUIRED_AES,
                EndpointRole.ALL));
        if (!options.certificateFolder().isEmpty()) {
            String path = certificateFile(own);
            effects.add(new CertificateExported(own.host(), own.certificate(), path, List.of(peer.host())));
            effects.add(new CertificateFileCopied(own.host(), own.certificate(), path, peer.host(), path));
        }
        return effects;
    }

    private String certificateFile(Participant owner) {
        return FilePath.in(options.certificateFolder(), owner.certificate() + ".cer");
    }

    private List<Effect> inbound(Participant own, Participant peer) {
        Optional<String> path =
                options.certificateFolder().isEmpty() ? Optional.empty() : Optional.of(certificateFile(peer));
        return List.of(
                new LoginExists(own.host(), peer.login(), options.secrets().apply(peer.login() + " on " + own.host())),
                new UserExists(own.host(), peer.user(), peer.login()),
                new CertificateImported(own.host(), peer.certificate(), peer.user(), peer.host(), path),
                new ConnectGranted(own.host(), own.endpoint(), peer.login()));
    }

    private List<Effect> mirrorDatabase() {
        String from = principal.host();
        String to = mirror.host();
        String database = options.database();
        String full = FilePath.in(options.backupFolder(), database + ".bak");
        String log = FilePath.in(options.backupFolder(), database + ".trn");
        return List.of(
                new FullRecoveryModel(from, database),
                new FullBackupTaken(from, database, full, to),
                new LogBackupTaken(from, database, log, to),
                new BackupFileCopied(from, database, full, to, full),
                new BackupFileCopied(from, database, log, to, log),
                new BackupRestored(to, database, full, from),
                new LogRestored(to, database, log, from));
    }

    private List<Effect> partners() {
        String database = options.database();
        return List.of(
                new PartnerSet(mirror.host(), database, principal.host(), principal.url(), true),
                new PartnerSet(principal.host(), database, mirror.host(), mirror.url(), false),
                new SessionSynchronized(principal.host(), mirror.host(), database, options.synchronizing()),
                new SafetySet(principal.host(), database, options.safetyFull()));
    }
}
