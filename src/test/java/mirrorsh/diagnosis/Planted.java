package mirrorsh.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mirrorsh.effect.DatabaseBuilder;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.LogLine;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;

/** Hosts that mirror as they should, into which a test plants its fault. */
final class Planted {
    static final String DB = "AdventureWorks";
    static final Instant NOW = HostStateBuilder.NOW;
    private static final String GUID = "11111111-2222-3333-4444-555555555555";

    private final Map<String, HostStateBuilder> builders = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<HostState>> changes = new LinkedHashMap<>();
    private final Map<String, List<LogLine>> logs = new LinkedHashMap<>();

    private Planted(String... hosts) {
        for (String host : hosts) {
            HostStateBuilder builder = new HostStateBuilder(host)
                    .masterKey(true)
                    .ownCertificate(host + "_cert", host)
                    .endpoint("Endpoint_Mirroring", 7024, host + "_cert");
            builders.put(host, builder);
            changes.put(host, UnaryOperator.identity());
            logs.put(host, new ArrayList<>());
        }
        for (String on : hosts) {
            for (String from : hosts) {
                if (!on.equals(from)) {
                    builders.get(on)
                            .login(from + "_login")
                            .user(from + "_user", from + "_login")
                            .certificate(from + "_cert", from + "_user", "NA", from)
                            .permission(from + "_login", "CONNECT", "GRANT");
                }
            }
        }
    }

    /** A and B trust each other; no database. */
    static Planted trust() {
        return new Planted("HOST_A", "HOST_B");
    }

    /** A and B trust each other, B has the restored copy, no partner is set. */
    static Planted prepared() {
        Planted pair = trust();
        pair.a()
                .database(DB)
                .fullBackup("C:\\AdventureWorks.bak", 100, 110)
                .logBackup("C:\\AdventureWorks.trn", 1, 100, 120);
        pair.b().database(DB).restored("D", 100, 110).restored("L", 100, 120);
        return pair;
    }

    /** The same, and B waits for A. */
    static Planted waiting() {
        Planted pair = prepared();
        pair.session("HOST_B", "MIRROR", "DISCONNECTED", "TCP://HOST_A.example.com:7024", "");
        return pair;
    }

    /** A session that runs. */
    static Planted running() {
        return waiting().inState("SYNCHRONIZED");
    }

    /** A running session with a witness. */
    static Planted trio() {
        Planted trio = new Planted("HOST_A", "HOST_B", "HOST_W");
        trio.a()
                .database(DB)
                .fullBackup("C:\\AdventureWorks.bak", 100, 110)
                .logBackup("C:\\AdventureWorks.trn", 1, 100, 120);
        trio.b().database(DB).restored("D", 100, 110).restored("L", 100, 120);
        return trio.inState("SYNCHRONIZED")
                .row(r -> new MirroringSession(
                        r.guid(),
                        r.role(),
                        r.state(),
                        r.safety(),
                        r.partner(),
                        r.partnerInstance(),
                        "TCP://HOST_W.example.com:7024",
                        "CONNECTED",
                        r.timeoutSeconds()));
    }

    /** A trio whose witness is not set yet. */
    static Planted trioBeforeWitness() {
        return trio().row(r -> new MirroringSession(
                r.guid(), r.role(), r.state(), r.safety(), r.partner(), r.partnerInstance(), "", "", 10));
    }

    HostStateBuilder a() {
        return host("HOST_A");
    }

    HostStateBuilder b() {
        return host("HOST_B");
    }

    HostStateBuilder w() {
        return host("HOST_W");
    }

    HostStateBuilder host(String name) {
        return java.util.Objects.requireNonNull(builders.get(name));
    }

    Planted inState(String state) {
        session("HOST_A", "PRINCIPAL", state, "TCP://HOST_B.example.com:7024", "HOST_B");
        session("HOST_B", "MIRROR", state, "TCP://HOST_A.example.com:7024", "HOST_A");
        return this;
    }

    Planted session(String host, String role, String state, String partner, String partnerInstance) {
        host(host).database(DB).session(GUID, role, state, partner);
        return rowOn(
                host,
                r -> new MirroringSession(
                        r.guid(),
                        r.role(),
                        r.state(),
                        r.safety(),
                        r.partner(),
                        partnerInstance,
                        r.witness(),
                        r.witnessState(),
                        10));
    }

    Planted row(UnaryOperator<MirroringSession> change) {
        builders.keySet().forEach(host -> rowOn(host, change));
        return this;
    }

    Planted rowOn(String host, UnaryOperator<MirroringSession> change) {
        return databaseOn(host, draft -> draft.session = draft.session.map(change));
    }

    Planted databaseOn(String host, Consumer<DatabaseDraft> change) {
        return edit(
                host,
                draft -> draft.databases = draft.databases.stream()
                        .map(database -> DatabaseDraft.changed(database, change))
                        .toList());
    }

    Planted change(String host, UnaryOperator<HostState> change) {
        UnaryOperator<HostState> before = java.util.Objects.requireNonNull(changes.get(host));
        changes.put(host, state -> change.apply(before.apply(state)));
        return this;
    }

    Planted endpoint(String host, UnaryOperator<Endpoint> change) {
        return edit(host, draft -> draft.endpoint = draft.endpoint.map(change));
    }

    Planted withoutEndpoint(String host) {
        return edit(host, draft -> draft.endpoint = Optional.empty());
    }

    Planted certificate(String host, String name, Consumer<CertificateDraft> change) {
        return edit(
                host,
                draft -> draft.certificates = draft.certificates.stream()
                        .map(c -> c.name().equals(name) ? CertificateDraft.changed(c, change) : c)
                        .toList());
    }

    Planted dates(String host, String name, Instant start, Instant expiry) {
        return certificate(host, name, draft -> {
            draft.start = start;
            draft.expiry = expiry;
        });
    }

    Planted otherThumbprint(String host, String name, String seed, String subject) {
        return certificate(host, name, draft -> {
            draft.subject = subject;
            draft.thumbprint = HostStateBuilder.thumbprint(seed);
        });
    }

    Planted key(String host, String name, String kind) {
        return certificate(host, name, draft -> draft.privateKey = kind);
    }

    Planted owner(String host, String name, String user) {
        return certificate(host, name, draft -> draft.owner = user);
    }

    Planted without(String host, String certificate) {
        return edit(
                host,
                draft -> draft.certificates = draft.certificates.stream()
                        .filter(c -> !c.name().equals(certificate))
                        .toList());
    }

    Planted withoutLogin(String host, String login) {
        return edit(
                host,
                draft -> draft.logins = draft.logins.stream()
                        .filter(l -> !l.name().equals(login))
                        .toList());
    }

    Planted withoutUser(String host, String user) {
        return edit(
                host,
                draft -> draft.users =
                        draft.users.stream().filter(u -> !u.name().equals(user)).toList());
    }

    /** Changes parts of a host's state. */
    Planted edit(String host, Consumer<HostDraft> change) {
        return change(host, state -> HostDraft.changed(state, change));
    }

    /** A line of a host's error log, so many seconds before now. */
    Planted log(String host, long secondsAgo, String text) {
        java.util.Objects.requireNonNull(logs.get(host))
                .add(new LogLine(NOW.minus(Duration.ofSeconds(secondsAgo)), "Logon", text));
        return this;
    }

    Planted drop(String host) {
        builders.remove(host);
        logs.remove(host);
        return this;
    }

    Observation observation() {
        Map<String, HostState> states = new LinkedHashMap<>();
        builders.forEach((host, builder) -> states.put(
                host, java.util.Objects.requireNonNull(changes.get(host)).apply(builder.build())));
        return new Observation(states);
    }

    /** Lines of error logs by host. */
    Map<String, List<LogLine>> logs() {
        return logs;
    }

    Findings diagnose() {
        return diagnose(0);
    }

    Findings diagnose(int error) {
        return new Diagnosis(Planted::secret).of(observation(), logs, new Refusal(error, ""));
    }

    /** Ids and hosts of the causes in order. */
    List<String> causes() {
        return causes(0);
    }

    List<String> causes(int error) {
        return diagnose(error).causes().stream()
                .map(cause -> cause.finding().key())
                .toList();
    }

    static SecretSource secret(String what) {
        return new SecretSource() {
            @Override
            public String label() {
                return what;
            }

            @Override
            public Secret secret() {
                throw new AssertionError("a diagnosis must not ask for a password");
            }
        };
    }

    static DatabaseBuilder database(Planted pair, String host) {
        return pair.host(host).database(DB);
    }
}
