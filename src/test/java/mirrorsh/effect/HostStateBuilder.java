package mirrorsh.effect;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import mirrorsh.model.Certificate;
import mirrorsh.model.Der;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Link;
import mirrorsh.model.Login;
import mirrorsh.model.MasterKey;
import mirrorsh.model.Observation;
import mirrorsh.model.Thumbprint;
import mirrorsh.model.User;
import mirrorsh.model.Witnessed;

/** A host's state made by hand, for tests. */
public final class HostStateBuilder {
    /** What every host's clock shows unless told otherwise. */
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final String host;
    private boolean sysadmin = true;
    private String edition = "Developer Edition (64-bit)";
    private String version = "16.0.4215.2";
    private String dataFolder = "C:\\Data\\";
    private Instant clock = NOW;
    private Optional<MasterKey> masterKey = Optional.empty();
    private Optional<Endpoint> endpoint = Optional.empty();
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Login> logins = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<EndpointPermission> permissions = new ArrayList<>();
    private final Map<String, DatabaseBuilder> databases = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Witnessed> witnessed = new ArrayList<>();
    private final Map<String, Boolean> files = new LinkedHashMap<>();
    private int nextId = 256;

    public HostStateBuilder(String host) {
        this.host = host;
    }

    public static Observation observe(HostStateBuilder... hosts) {
        Map<String, HostState> states = new LinkedHashMap<>();
        Arrays.stream(hosts).forEach(builder -> states.put(builder.host, builder.build()));
        return new Observation(states);
    }

    public HostState build() {
        Instance instance = new Instance(
                host, host, edition, version, clock, Duration.ZERO, "operator", sysadmin, dataFolder, "C:\\Backup\\");
        return new HostState(
                host,
                instance,
                masterKey,
                certificates,
                endpoint,
                logins,
                users,
                permissions,
                databases.values().stream().map(DatabaseBuilder::build).toList(),
                links,
                witnessed,
                files);
    }

    /** A link over which a peer proved itself with a certificate. */
    public HostStateBuilder link(String certificate) {
        int id = certificates.stream()
                .filter(c -> c.name().equals(certificate))
                .findFirst()
                .orElseThrow()
                .id();
        links.add(new Link("CONNECTED", "LOGGED_IN", true, "", id, "AES"));
        return this;
    }

    public HostStateBuilder noWitness() {
        witnessed.clear();
        return this;
    }

    /** A session of HOST_A and HOST_B that this host witnesses. */
    public HostStateBuilder witness(String database) {
        witnessed.add(new Witnessed(database, "HOST_A", "HOST_B", "FULL", "G"));
        return this;
    }

    public HostStateBuilder sysadmin(boolean is) {
        sysadmin = is;
        return this;
    }

    public HostStateBuilder edition(String name) {
        edition = name;
        return this;
    }

    public HostStateBuilder version(String text) {
        version = text;
        return this;
    }

    public HostStateBuilder dataFolder(String path) {
        dataFolder = path;
        return this;
    }

    public HostStateBuilder clock(Instant moment) {
        clock = moment;
        return this;
    }

    public HostStateBuilder masterKey(boolean opensByItself) {
        masterKey = Optional.of(new MasterKey("AES_256", opensByItself));
        return this;
    }

    public HostStateBuilder noMasterKey() {
        masterKey = Optional.empty();
        return this;
    }

    /** A thumbprint that is the same for the same text. */
    public static Thumbprint thumbprint(String seed) {
        return new Thumbprint(String.format(
                "%040x", new java.math.BigInteger(1, seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    /** The host's own certificate, made from a seed. */
    public HostStateBuilder ownCertificate(String name, String seed) {
        return certificate(name, "dbo", "MK", seed);
    }

    public HostStateBuilder certificate(String name, String owner, String privateKey, String seed) {
        return certificate(
                name, owner, privateKey, seed, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(365)));
    }

    public HostStateBuilder certificate(
            String name, String owner, String privateKey, String seed, Instant start, Instant expiry) {
        certificates.add(new Certificate(
                nextId++,
                name,
                name,
                owner,
                privateKey,
                start,
                expiry,
                thumbprint(seed),
                Der.of(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return this;
    }

    public HostStateBuilder withoutCertificate(String name) {
        certificates.removeIf(certificate -> certificate.name().equals(name));
        return this;
    }

    public HostStateBuilder owner(String certificate, String user) {
        certificates.replaceAll(c -> c.name().equals(certificate)
                ? new Certificate(
                        c.id(),
                        c.name(),
                        c.subject(),
                        user,
                        c.privateKey(),
                        c.start(),
                        c.expiry(),
                        c.thumbprint(),
                        c.der())
                : c);
        return this;
    }

    public HostStateBuilder endpoint(String name, int port, String certificate) {
        int id = certificates.stream()
                .filter(c -> c.name().equals(certificate))
                .findFirst()
                .map(Certificate::id)
                .orElse(0);
        return endpoint(new Endpoint(65537, name, "STARTED", port, "", "ALL", "CERTIFICATE", id, "AES", "sa"));
    }

    public HostStateBuilder endpoint(Endpoint there) {
        endpoint = Optional.of(there);
        return this;
    }

    public Endpoint endpoint() {
        return endpoint.orElseThrow();
    }

    public HostStateBuilder login(String name) {
        return login(new Login(nextId, name, "SID" + nextId++, "S", false));
    }

    public HostStateBuilder login(Login login) {
        logins.add(login);
        return this;
    }

    public Login login(Predicate<Login> which) {
        return logins.stream().filter(which).findFirst().orElseThrow();
    }

    /** A user of master mapped to a login by its SID. */
    public HostStateBuilder user(String name, String login) {
        return user(new User(nextId++, name, login(l -> l.name().equals(login)).sid(), "S"));
    }

    public HostStateBuilder user(User user) {
        users.add(user);
        return this;
    }

    public HostStateBuilder permission(String login, String permission, String state) {
        permissions.add(new EndpointPermission(
                endpoint().id(), login(l -> l.name().equals(login)).id(), permission, state));
        return this;
    }

    public HostStateBuilder withoutPermissions() {
        permissions.clear();
        return this;
    }

    /** The database of that name, made when it is not there. */
    public DatabaseBuilder database(String name) {
        return databases.computeIfAbsent(name, DatabaseBuilder::new);
    }

    public HostStateBuilder withoutDatabase(String name) {
        databases.remove(name);
        return this;
    }

    public boolean hasDatabase(String name) {
        return databases.containsKey(name);
    }

    public HostStateBuilder file(String path, boolean there) {
        files.put(path, there);
        return this;
    }

    public boolean hasFile(String path) {
        return files.getOrDefault(path, false);
    }

    static BigDecimal lsn(long value) {
        return BigDecimal.valueOf(value);
    }
}
