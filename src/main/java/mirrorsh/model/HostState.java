package mirrorsh.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one round trip tells of a host. Names are compared without regard to case, as instances do by default.
 *
 * @param host the operator's name for it
 * @param permissions on endpoints only
 * @param files of the paths that were asked about, whether a file is there
 * @param queues of mirrored databases; empty where the login may not see them
 */
public record HostState(
        String host,
        Instance instance,
        Optional<MasterKey> masterKey,
        List<Certificate> certificates,
        Optional<Endpoint> endpoint,
        List<Login> logins,
        List<User> users,
        List<EndpointPermission> permissions,
        List<Database> databases,
        List<Link> links,
        List<Witnessed> witnessed,
        Map<String, Boolean> files,
        List<Queue> queues) {
    public HostState {
        certificates = List.copyOf(certificates);
        logins = List.copyOf(logins);
        users = List.copyOf(users);
        permissions = List.copyOf(permissions);
        databases = NamedList.of(databases, Database::name);
        links = List.copyOf(links);
        witnessed = List.copyOf(witnessed);
        files = Map.copyOf(files);
        queues = NamedList.of(queues, Queue::database);
    }

    /** This state with other databases, their queues, and other answers about files. */
    public HostState with(List<Database> others, List<Queue> theirQueues, Map<String, Boolean> all) {
        return new HostState(
                host,
                instance,
                masterKey,
                certificates,
                endpoint,
                logins,
                users,
                permissions,
                others,
                links,
                witnessed,
                all,
                theirQueues);
    }

    /** Without what the performance counters tell. */
    public HostState(
            String host,
            Instance instance,
            Optional<MasterKey> masterKey,
            List<Certificate> certificates,
            Optional<Endpoint> endpoint,
            List<Login> logins,
            List<User> users,
            List<EndpointPermission> permissions,
            List<Database> databases,
            List<Link> links,
            List<Witnessed> witnessed,
            Map<String, Boolean> files) {
        this(
                host,
                instance,
                masterKey,
                certificates,
                endpoint,
                logins,
                users,
                permissions,
                databases,
                links,
                witnessed,
                files,
                List.of());
    }

    public Optional<Certificate> certificate(String name) {
        return certificates.stream().filter(c -> same(c.name(), name)).findFirst();
    }

    public Optional<Certificate> certificate(int id) {
        return certificates.stream().filter(c -> c.id() == id).findFirst();
    }

    public Optional<Certificate> certificate(Thumbprint thumbprint) {
        return certificates.stream()
                .filter(c -> c.thumbprint().equals(thumbprint))
                .findFirst();
    }

    /** The certificate that the endpoint proves itself with. */
    public Optional<Certificate> endpointCertificate() {
        return endpoint.flatMap(e -> certificate(e.certificateId()));
    }

    public Optional<Login> login(String name) {
        return logins.stream().filter(l -> same(l.name(), name)).findFirst();
    }

    public Optional<User> user(String name) {
        return users.stream().filter(u -> same(u.name(), name)).findFirst();
    }

    /** The user of master that a login is mapped to. */
    public Optional<User> userOf(Login login) {
        return users.stream()
                .filter(u -> !u.sid().isEmpty() && u.sid().equals(login.sid()))
                .findFirst();
    }

    /** The login that a user of master is mapped to. */
    public Optional<Login> loginOf(User user) {
        return user.sid().isEmpty()
                ? Optional.empty()
                : logins.stream().filter(l -> l.sid().equals(user.sid())).findFirst();
    }

    public Optional<Database> database(String name) {
        return NamedList.find(databases, name);
    }

    /** This host's view of the mirroring session of a database. */
    public Optional<MirroringSession> session(String database) {
        return database(database).flatMap(Database::session);
    }

    /** What waits of a mirrored database's log, where that could be read. */
    public Optional<Queue> queue(String database) {
        return NamedList.find(queues, database);
    }

    /** Whether a file is there; empty when it was not asked about. */
    public Optional<Boolean> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
