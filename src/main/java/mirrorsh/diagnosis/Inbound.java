package mirrorsh.diagnosis;

import java.util.List;
import java.util.Optional;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.User;

/**
 * How far a host lets a peer in: the peer's certificate, its owner, the login, CONNECT (procedure.md §4), found under whatever names
 * somebody gave them.
 *
 * @param on who accepts
 * @param from who comes
 * @param alone whether these two are the only hosts, so that what stands for nobody known stands for the peer
 */
record Inbound(HostState on, HostState from, boolean alone) {
    /** What the peer proves itself with. */
    Optional<Certificate> proof() {
        return Certificates.own(from).filter(certificate -> !certificate.isPublicOnly());
    }

    /** Name of the certificate that the peer is to prove itself with instead of what it has now. */
    Optional<String> coming() {
        return Certificates.coming(from);
    }

    /** The peer's certificate here, whatever its name. */
    Optional<Certificate> copy() {
        return proof().flatMap(original -> on.certificate(original.thumbprint()));
    }

    /** What was imported here for the peer but is not what it proves itself with. */
    Optional<Certificate> stale() {
        if (copy().isPresent()) {
            return Optional.empty();
        }
        List<Certificate> others =
                on.certificates().stream().filter(Certificate::isPublicOnly).toList();
        return others.stream()
                .filter(other -> proof().filter(original -> Traces.same(original.name(), other.name()))
                        .isPresent())
                .findFirst()
                .or(() -> others.stream()
                        .filter(other -> new Traces(on, from).mentions(other.name() + " " + other.owner()))
                        .findFirst())
                .or(() -> alone && others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty());
    }

    /** The user that stands for the peer. */
    Optional<User> user() {
        return owner(copy())
                .or(() -> owner(stale()))
                .or(() -> on.users().stream()
                        .filter(user -> new Traces(on, from).mentions(user.name()))
                        .findFirst())
                .or(() -> namedLogin().flatMap(on::userOf));
    }

    private Optional<User> owner(Optional<Certificate> certificate) {
        return certificate.flatMap(c -> on.user(c.owner())).filter(user -> !Traces.isEverybody(user));
    }

    /** The login that stands for the peer: its user's, by SID. */
    Optional<Login> login() {
        return user().flatMap(on::loginOf).or(() -> user().isPresent() ? Optional.empty() : namedLogin());
    }

    /** A login that is there for the peer but that no user of master leads to. */
    Optional<Login> namedLogin() {
        List<Login> candidates = on.logins().stream()
                .filter(login -> login.type().equals("S") && !login.sysadmin())
                .toList();
        return candidates.stream()
                .filter(login -> new Traces(on, from).mentions(login.name()))
                .findFirst()
                .or(() -> {
                    List<Login> granted = Traces.granted(on);
                    return alone && granted.size() == 1 ? Optional.of(granted.get(0)) : Optional.empty();
                });
    }

    String certificateName() {
        return coming().or(() -> proof().map(Certificate::name)).orElse(from.host() + "_cert");
    }

    String userName() {
        return user().map(User::name).orElse(from.host() + "_user");
    }

    String loginName() {
        return login().or(this::namedLogin).map(Login::name).orElse(from.host() + "_login");
    }

    /** The rows on this host's endpoint for a login. */
    List<EndpointPermission> permissions(Login login) {
        int endpoint = on.endpoint().map(Endpoint::id).orElse(-1);
        return on.permissions().stream()
                .filter(row -> row.granteeId() == login.id() && row.endpointId() == endpoint)
                .toList();
    }

    boolean isDenied(Login login) {
        return permissions(login).stream()
                .anyMatch(row -> row.state().equals("DENY") && row.permission().equals("CONNECT"));
    }

    /** By a grant, by CONTROL, as the owner or as a sysadmin, and not denied. */
    boolean mayConnect(Login login) {
        boolean granted = permissions(login).stream()
                .anyMatch(row -> row.state().startsWith("GRANT")
                        && (row.permission().equals("CONNECT")
                                || row.permission().equals("CONTROL")));
        boolean owner =
                on.endpoint().filter(e -> Traces.same(e.owner(), login.name())).isPresent();
        return login.sysadmin() || !isDenied(login) && (granted || owner);
    }
}
