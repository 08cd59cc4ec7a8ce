package mirrorsh.lab.mirroring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import mirrorsh.lab.instance.Availability.Group;

/**
 * The failover cluster of a lab: what it keeps of availability groups for all its nodes. It has no witness, so the loss of a node
 * never moves a group. Safe to share; statements on groups hold its monitor, one after the other.
 */
public final class Cluster {
    private final Map<String, Group> groups = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, AvailabilityGroups> nodes = new ConcurrentHashMap<>();

    void enter(String server, AvailabilityGroups node) {
        nodes.put(server, node);
    }

    /** The node of an instance, whether it is up or not. */
    Optional<AvailabilityGroups> node(String server) {
        return nodes.entrySet().stream()
                .filter(node -> node.getKey().equalsIgnoreCase(server))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** Adds a group, or puts it in place of what it was. */
    void put(Group group) {
        groups.put(group.name(), group);
    }

    void remove(Group group) {
        groups.remove(group.name());
    }
}
