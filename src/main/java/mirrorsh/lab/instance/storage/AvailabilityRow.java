package mirrorsh.lab.instance.storage;

import java.util.UUID;

/**
 * That a copy of a database is in an availability group (catalog.md §6.1). It survives a restart of the instance.
 *
 * @param group the group
 * @param replica the instance's replica, as sys.databases shows it
 * @param database the database in the group, the same for all its copies
 */
public record AvailabilityRow(UUID group, UUID replica, UUID database) {}
