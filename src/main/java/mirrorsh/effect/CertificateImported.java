package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Certificate;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.CertificateStatements;

/**
 * A host has the public certificate of a peer, owned by the user that stands for the peer (procedure.md IN-3). Found by thumbprint,
 * under any name.
 *
 * @param certificate its name on the peer, and here
 * @param user who owns it here
 * @param path file on this host's disk; empty to take the bytes that were read from the peer
 */
public record CertificateImported(String host, String certificate, String user, String fromHost, Optional<String> path)
        implements Effect {
    @Override
    public String title() {
        String source = path.map(file -> " from " + file).orElse("");
        return "Import the certificate " + Sight.bracketed(certificate) + " of " + fromHost + source;
    }

    @Override
    public String why() {
        return host + " recognizes " + fromHost + " by it; the owner says which login " + fromHost + " acts as.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, fromHost);
    }

    @Override
    public Set<String> files() {
        return path.map(Set::of).orElse(Set.of());
    }

    @Override
    public Optional<Ground> ground() {
        Fact original = Fact.certificate(fromHost, certificate);
        Fact owner = Fact.user(host, user);
        Ground made = Ground.making(Fact.certificate(host, certificate), Fact.trust(host));
        return Optional.of(path.map(file -> made.needing(original, owner, Fact.file(host, file)))
                .orElseGet(() -> made.needing(original, owner)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        HostState from = observation.of(fromHost);
        Optional<Certificate> original = from.certificate(certificate);
        if (original.isEmpty()) {
            return Sight.lacking(
                    from,
                    "certificate " + Sight.bracketed(certificate),
                    "There is nothing to import yet.",
                    "cert create --on " + fromHost);
        }
        if (original.get().isPublicOnly()) {
            return new Blocked(
                    "certificate " + Sight.bracketed(certificate) + " of " + fromHost + " is not its own",
                    "It has no private key there, so " + fromHost + " cannot prove itself with it.",
                    "cert list --on " + fromHost);
        }
        Optional<Certificate> twin = twin(state, original.get());
        if (twin.isPresent()) {
            return judgeTwin(state, twin.get());
        }
        Optional<Certificate> namesake = state.certificate(certificate);
        if (namesake.isPresent() && !namesake.get().isPublicOnly()) {
            return differs(
                    "thumbprint " + original.get().thumbprint().brief() + " of " + fromHost,
                    "a certificate of its own under that name; use another",
                    false);
        }
        return ownerless(state)
                .or(() -> unreadable(state, original.get()))
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> judgeNamesake(state, namesake, original.get()));
    }

    @Override
    public boolean isHarmful(Observation observation) {
        Optional<Certificate> original = observation.of(fromHost).certificate(certificate);
        return original.isPresent()
                && observation
                        .of(host)
                        .certificate(certificate)
                        .filter(found -> found.isPublicOnly()
                                && !found.thumbprint().equals(original.get().thumbprint()))
                        .isPresent();
    }

    /** The same certificate under any name, but for the one that an attempt left behind when it was killed. */
    private static Optional<Certificate> twin(HostState state, Certificate original) {
        return state.certificate(original.thumbprint())
                .filter(found -> !Sight.same(found.name(), CertificateStatements.TRIAL));
    }

    private Verdict judgeTwin(HostState state, Certificate twin) {
        if (!twin.isPublicOnly()) {
            return differs(
                    "the public part only",
                    "the private key, too (" + Sight.bracketed(twin.name()) + "): two hosts with one identity",
                    false);
        }
        if (!Sight.isValid(twin, state)) {
            return differs(
                    "valid on " + Sight.today(state) + " (" + host + "'s clock, UTC)", Sight.validity(twin), false);
        }
        if (Sight.same(twin.owner(), user)) {
            return new Done("thumbprint " + twin.thumbprint().brief() + ", owned by " + Sight.bracketed(twin.owner()));
        }
        Optional<Blocked> ownerless = ownerless(state);
        return ownerless.isPresent()
                ? ownerless.get()
                : differs(
                        "owned by user " + Sight.bracketed(user),
                        "owned by "
                                + (twin.owner().isEmpty()
                                        ? "a user that is not visible"
                                        : Sight.bracketed(twin.owner())),
                        true);
    }

    private Verdict judgeNamesake(HostState state, Optional<Certificate> namesake, Certificate original) {
        return namesake.<Verdict>map(stale -> differs(
                        "thumbprint " + original.thumbprint().brief() + " as on " + fromHost,
                        "thumbprint " + stale.thumbprint().brief() + ", an older or another certificate",
                        true))
                .orElseGet(() -> Sight.missing(state, "certificate " + Sight.bracketed(certificate)));
    }

    private Differs differs(String expected, String found, boolean repairable) {
        return new Differs("certificate " + Sight.bracketed(certificate) + " on " + host, expected, found, repairable);
    }

    private Optional<Blocked> ownerless(HostState state) {
        return state.user(user).isPresent()
                ? Optional.empty()
                : Optional.of(Sight.lacking(
                        state,
                        "user " + Sight.bracketed(user) + " in master",
                        "The certificate is to be owned by it.",
                        "user create --on " + host));
    }

    private Optional<Blocked> unreadable(HostState state, Certificate original) {
        if (path.isEmpty()) {
            return original.der().isEmpty()
                    ? Optional.of(new Blocked(
                            "the bytes of certificate " + Sight.bracketed(certificate) + " cannot be read on "
                                    + fromHost,
                            "Instances before SQL Server 2012 do not show them, nor does one to a login that may not see them.",
                            "cert export --on " + fromHost))
                    : Optional.empty();
        }
        return state.file(path.get()).orElse(true)
                ? Optional.empty()
                : Optional.of(new Blocked(
                        host + " has no file " + path.get(),
                        "The certificate is to be read from it.",
                        "cert copy " + fromHost + " --on " + host));
    }

    @Override
    public List<Action> actions(Observation observation) {
        HostState state = observation.of(host);
        Certificate original = observation.of(fromHost).certificate(certificate).orElseThrow();
        Optional<Certificate> twin = twin(state, original);
        if (twin.isPresent()) {
            return List.of(new Action.Execute(
                    host, CertificateStatements.changeOwner(twin.get().name(), user)));
        }
        List<Action> actions = new ArrayList<>();
        if (state.certificate(CertificateStatements.TRIAL).isPresent()) {
            actions.add(new Action.Execute(host, CertificateStatements.drop(CertificateStatements.TRIAL)));
        }
        if (state.certificate(certificate).isPresent()) {
            path.ifPresent(file -> actions.addAll(trial(file, original)));
            actions.add(new Action.Execute(host, CertificateStatements.drop(certificate)));
        }
        Batch create = path.map(file -> CertificateStatements.fromFile(certificate, user, file))
                .orElseGet(() -> CertificateStatements.fromBinary(
                        certificate, user, original.der().bytes()));
        actions.add(new Action.Execute(host, create));
        return actions;
    }

    /** The server reads the file once before the old certificate goes: a bad file, or another host's, must not cost that one. */
    private List<Action> trial(String file, Certificate original) {
        return List.of(
                new Action.Execute(host, CertificateStatements.tryFile(file)),
                new Action.Execute(
                        host,
                        CertificateStatements.endTrial(original.thumbprint().bytes())));
    }

    @Override
    public Undo undo(Observation observation) {
        Optional<Certificate> found = observation.of(host).certificate(certificate);
        if (found.isEmpty()) {
            return new Undo.By(List.of());
        }
        return found.get().isPublicOnly()
                ? new Undo.By(List.of(new Action.Execute(host, CertificateStatements.drop(certificate))))
                : new Undo.Impossible("the certificate of that name is " + host + "'s own");
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, CertificateStatements.drop(certificate)));
    }

    /** The bytes of a certificate that is not made yet are not known: a script carries them in a file. */
    @Override
    public List<Action> foreseen(Observation observation) {
        HostState from = observation.of(fromHost);
        Optional<Certificate> original = from.certificate(certificate);
        if (path.isPresent()) {
            return List.of(new Action.Execute(host, CertificateStatements.fromFile(certificate, user, path.get())));
        }
        if (original.isPresent() && !original.get().der().isEmpty()) {
            return List.of(new Action.Execute(
                    host,
                    CertificateStatements.fromBinary(
                            certificate, user, original.get().der().bytes())));
        }
        String name = certificate + "_for_" + host + ".cer";
        String there = FilePath.in(from.instance().backupFolder(), name);
        String here = FilePath.in(observation.of(host).instance().backupFolder(), name);
        return List.of(
                new Action.Execute(fromHost, CertificateStatements.backup(certificate, there)),
                new Action.CopyFile(fromHost, there, host, here),
                new Action.Execute(host, CertificateStatements.fromFile(certificate, user, here)));
    }
}
