package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.MasterKey;
import mirrorsh.model.User;

/** The state of a host of which a test changes parts. */
final class HostDraft {
    Optional<MasterKey> masterKey;
    List<Certificate> certificates;
    Optional<Endpoint> endpoint;
    List<Login> logins;
    List<User> users;
    List<EndpointPermission> permissions;
    List<Database> databases;
    private final HostState before;

    private HostDraft(HostState before) {
        this.before = before;
        masterKey = before.masterKey();
        certificates = before.certificates();
        endpoint = before.endpoint();
        logins = before.logins();
        users = before.users();
        permissions = before.permissions();
        databases = before.databases();
    }

    /** A copy with some parts changed. */
    static HostState changed(HostState before, Consumer<HostDraft> change) {
        HostDraft draft = new HostDraft(before);
        change.accept(draft);
        return draft.made();
    }

    private HostState made() {
        return new HostState(
                before.host(),
                before.instance(),
                masterKey,
                certificates,
                endpoint,
                logins,
                users,
                permissions,
                databases,
                before.links(),
                before.witnessed(),
                before.files(),
                before.queues());
    }

    /** A list and one more. */
    static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
