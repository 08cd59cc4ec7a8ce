package mirrorsh.lab.mirroring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import mirrorsh.lab.instance.Availability;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.AvailabilityRow;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.ast.AvailabilityStatement;
import mirrorsh.lab.sql.ast.AvailabilityStatement.ChangeGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.CreateGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.DropGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.JoinDatabase;
import mirrorsh.lab.sql.ast.AvailabilityStatement.JoinGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.LeaveGroup;
import mirrorsh.lab.type.SqlFailure;

/**
 * The availability groups of one instance: of one or two replicas, the secondary without readers, and without any failover (errors.md
 * §9 P50; procedure.md §1). Safe to share.
 */
public final class AvailabilityGroups implements Availability {
    private static final int SYSTEM_DATABASES = 4;

    private final Installation installation;
    private final Storage storage;
    private final Cluster cluster;
    private final boolean enabled;
    private final Supplier<Optional<MirroringService>> present;

    /**
     * A node of a cluster.
     *
     * @param enabled whether the service may have groups; without it every statement is refused (35221)
     * @param present the mirroring of the instance's present life; nothing while it is down
     */
    public AvailabilityGroups(
            Installation installation,
            Storage storage,
            Cluster cluster,
            boolean enabled,
            Supplier<Optional<MirroringService>> present) {
        this.installation = installation;
        this.storage = storage;
        this.cluster = cluster;
        this.enabled = enabled && !installation.edition().witnessOnly();
        this.present = present;
        cluster.enter(installation.serverName(), this);
    }

    /** Before the instance comes up again: databases of groups that were dropped meanwhile are in none any more. */
    public void forgetGone() {
        for (Storage.Database database : storage.all()) {
            MirroredDatabase mirrored = database.mirrored();
            mirrored.availability().filter(row -> !isKnown(row)).ifPresent(gone -> {
                mirrored.mirroring(null);
                mirrored.availability(null);
            });
        }
    }

    private boolean isKnown(AvailabilityRow row) {
        return cluster.groups().stream()
                .flatMap(group -> group.databases().stream())
                .anyMatch(member -> member.id().equals(row.database()));
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public List<Group> groups() {
        return cluster.groups().stream()
                .filter(group -> group.replica(server()).filter(Replica::joined).isPresent())
                .map(group -> withReplicas(
                        group,
                        group.replicas().stream()
                                .map(replica ->
                                        new Replica(replica.id(), replica.settings(), replica.joined(), isUp(replica)))
                                .toList()))
                .toList();
    }

    private boolean isUp(Replica replica) {
        return cluster.node(replica.settings().server())
                .filter(node -> node.present.get().isPresent())
                .isPresent();
    }

    private String server() {
        return installation.serverName();
    }

    // ---------------------------------------------------------------- statements

    @Override
    public void execute(AvailabilityStatement statement, Caller caller) {
        if (caller.inTransaction()) {
            throw SqlFailure.of(226, "AVAILABILITY GROUP");
        }
        if (!caller.rights().onServer("CL")) {
            throw SqlFailure.of(15247);
        }
        if (!enabled) {
            throw SqlFailure.of(35221);
        }
        synchronized (cluster) {
            if (statement instanceof CreateGroup create) {
                create(create);
            } else if (statement instanceof JoinGroup join) {
                join(join.group());
            } else if (statement instanceof ChangeGroup change) {
                change(change);
            } else if (statement instanceof DropGroup drop) {
                drop(drop.group());
            } else if (statement instanceof JoinDatabase join) {
                join(join);
            } else if (statement instanceof LeaveGroup leave) {
                leave(leave.database());
            }
        }
    }

    private void create(CreateGroup create) {
        if (cluster.group(create.group()).isPresent()) {
            throw SqlFailure.of(41042, create.group());
        }
        new GroupRules(installation).check(create);
        List<Replica> replicas = create.replicas().stream()
                .map(settings -> new Replica(
                        UUID.randomUUID(), settings, settings.server().equalsIgnoreCase(server()), true))
                .toList();
        Group empty = new Group(UUID.randomUUID(), create.group(), create.options(), server(), replicas, List.of());
        create.databases().forEach(database -> checkMember(empty, database));
        Group group = empty;
        for (String database : create.databases()) {
            group = with(group, database);
        }
        cluster.put(group);
        log(19406, group.name(), "RESOLVING_NORMAL", "PRIMARY_NORMAL");
    }

    private void checkMember(Group group, String name) {
        Storage.Database database = storage.find(name).orElseThrow(() -> SqlFailure.of(35238, name, group.name()));
        if (database.id() <= SYSTEM_DATABASES) {
            throw SqlFailure.of(35249, name);
        }
        MirroredDatabase mirrored = database.mirrored();
        if (mirrored.availability().isPresent()) {
            throw SqlFailure.of(35244, name, group.name());
        }
        if (mirrored.mirroring().isPresent()) {
            throw SqlFailure.of(1468, name);
        }
        database.checkOpen();
        GroupSessions.checkPrimary(mirrored);
    }

    /** The group with a database of this instance, the primary, in it. */
    private Group with(Group group, String name) {
        Storage.Database database = storage.find(name).orElseThrow();
        Member member = new Member(UUID.randomUUID(), database.name());
        enter(database, group, member);
        List<Member> members = new ArrayList<>(group.databases());
        members.add(member);
        return withMembers(group, members);
    }

    private void enter(Storage.Database database, Group group, Member member) {
        UUID replica = group.replica(server()).orElseThrow().id();
        database.mirrored().availability(new AvailabilityRow(group.id(), replica, member.id()));
    }

    private void join(String name) {
        Group group = cluster.group(name)
                .filter(found -> found.replica(server()).isPresent())
                .orElseThrow(() -> SqlFailure.of(41044, name).followedBy(41158, name, 41044));
        if (group.replica(server()).orElseThrow().joined()) {
            throw SqlFailure.of(49998, "a replica that has joined its availability group cannot join it again");
        }
        cluster.put(withReplicas(
                group,
                group.replicas().stream()
                        .map(replica -> replica.settings().server().equalsIgnoreCase(server())
                                ? new Replica(replica.id(), replica.settings(), true, true)
                                : replica)
                        .toList()));
        log(19406, group.name(), "NOT_AVAILABLE", "SECONDARY_NORMAL");
    }

    private Group known(String name) {
        return cluster.group(name)
                .filter(found -> found.replica(server()).filter(Replica::joined).isPresent())
                .orElseThrow(() -> SqlFailure.of(15151, "alter", "availability group", name));
    }

    private void change(ChangeGroup change) {
        Group group = known(change.group());
        if (!group.isPrimary(server())) {
            throw SqlFailure.of(35251);
        }
        if (!change.add()) {
            Member member = group.member(change.member())
                    .orElseThrow(() -> SqlFailure.of(49998, "the database is not in the availability group"));
            everywhere(group, node -> node.release(member.name()));
            List<Member> left = new ArrayList<>(group.databases());
            left.remove(member);
            cluster.put(withMembers(group, left));
            return;
        }
        checkMember(group, change.member());
        if (group.options().basic() && !group.databases().isEmpty()) {
            throw SqlFailure.of(49998, "a basic availability group has one database");
        }
        cluster.put(with(group, change.member()));
    }

    private void drop(String name) {
        Group group = known(name);
        everywhere(group, node -> group.databases().forEach(member -> node.release(member.name())));
        cluster.remove(group);
    }

    /** On the nodes that are up; the others find out when they come up. */
    private void everywhere(Group group, java.util.function.Consumer<AvailabilityGroups> work) {
        group.replicas().stream()
                .flatMap(replica -> cluster.node(replica.settings().server()).stream())
                .filter(node -> node.present.get().isPresent())
                .forEach(work);
    }

    /** A copy leaves its group: a primary stays ONLINE, a secondary is RESTORING from then on. */
    private void release(String name) {
        storage.find(name).map(Storage.Database::mirrored).ifPresent(database -> {
            present.get().ifPresent(service -> service.groups().end(name));
            database.availability(null);
        });
    }

    // ---------------------------------------------------------------- a database of a secondary replica

    private void join(JoinDatabase join) {
        Storage.Database database = storage.find(join.database())
                .orElseThrow(() -> SqlFailure.of(5011, join.database()).followedBy(5069));
        Group group = known(join.group());
        if (group.isPrimary(server())) {
            throw SqlFailure.of(35240, database.name(), group.name());
        }
        Member member = group.member(database.name())
                .orElseThrow(() -> SqlFailure.of(49998, "the database is not in the availability group"));
        if (database.mirrored().availability().isPresent()) {
            throw SqlFailure.of(41145, database.name(), group.name());
        }
        if (database.mirrored().mirroring().isPresent()) {
            throw SqlFailure.of(1468, database.name());
        }
        Replica primary = group.replica(group.primary()).orElseThrow();
        Replica own = group.replica(server()).orElseThrow();
        GroupSessions here = present.get().orElseThrow(() -> SqlFailure.of(596)).groups();
        here.await(database, address(primary));
        enter(database, group, member);
        boolean begun = false;
        try {
            primaryOf(group).begin(database.name(), own, primary.settings().synchronous());
            begun = true;
        } finally {
            if (!begun) {
                release(database.name());
            }
        }
        log(35266, "primary", "secondary", database.name(), primary.settings().server());
    }

    private AvailabilityGroups primaryOf(Group group) {
        return cluster.node(group.primary())
                .filter(node -> node.present.get().isPresent())
                .orElseThrow(() -> SqlFailure.of(35250));
    }

    /** Data goes to a secondary asynchronously when either replica says so. */
    private void begin(String name, Replica secondary, boolean synchronous) {
        Storage.Database database = storage.find(name).orElseThrow(() -> SqlFailure.of(35250));
        MirroringService service = present.get().orElseThrow(() -> SqlFailure.of(35250));
        boolean both = synchronous && secondary.settings().synchronous();
        service.groups().begin(database, address(secondary), both);
        log(35266, "secondary", "primary", name, secondary.settings().server());
    }

    private static Address address(Replica replica) {
        return Address.parse(String.valueOf(replica.settings().url())).orElseThrow();
    }

    private void leave(String name) {
        Storage.Database database =
                storage.find(name).orElseThrow(() -> SqlFailure.of(5011, name).followedBy(5069));
        AvailabilityRow row = database.mirrored().availability().orElseThrow(() -> SqlFailure.of(35242, name));
        Group group = cluster.groups().stream()
                .filter(found -> found.id().equals(row.group()))
                .findFirst()
                .orElseThrow(() -> SqlFailure.of(35242, name));
        if (group.isPrimary(server())) {
            throw SqlFailure.of(35240, database.name(), group.name());
        }
        release(database.name());
    }

    // ----------------------------------------------------------------

    private void log(int number, Object... arguments) {
        new TransportLog(installation.machine().errorLog()).write(number, arguments);
    }

    private static Group withReplicas(Group group, List<Replica> replicas) {
        return new Group(group.id(), group.name(), group.options(), group.primary(), replicas, group.databases());
    }

    private static Group withMembers(Group group, List<Member> members) {
        return new Group(group.id(), group.name(), group.options(), group.primary(), group.replicas(), members);
    }
}
