package mirrorsh.lab.mirroring;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.AvailabilityStatement.CreateGroup;
import mirrorsh.lab.sql.ast.AvailabilityStatement.Replica;
import mirrorsh.lab.type.SqlFailure;

/** What CREATE AVAILABILITY GROUP may say on an instance. */
record GroupRules(Installation installation) {
    private static final int MOST_REPLICAS = 2;

    void check(CreateGroup create) {
        checkKind(create);
        Set<String> servers = new HashSet<>();
        for (Replica replica : create.replicas()) {
            if (!servers.add(replica.server().toUpperCase(Locale.ROOT))) {
                throw SqlFailure.of(35235, replica.server());
            }
            check(replica);
        }
        if (!servers.contains(installation.serverName().toUpperCase(Locale.ROOT))) {
            throw SqlFailure.of(35237, create.group());
        }
        Set<String> databases = new HashSet<>();
        for (String database : create.databases()) {
            if (!databases.add(database.toUpperCase(Locale.ROOT))) {
                throw SqlFailure.of(35234, database);
            }
        }
        if (create.replicas().size() > MOST_REPLICAS) {
            throw SqlFailure.of(49999, "an availability group of more than two replicas");
        }
    }

    private void checkKind(CreateGroup create) {
        if (!create.options().basic()) {
            boolean needed = installation.edition() == Edition.STANDARD;
            refuse(needed, "this edition has basic availability groups only: WITH (BASIC)");
            return;
        }
        if (!installation.version().atLeast(Version.SQL_2016)) {
            throw SqlFailure.of(102, "BASIC");
        }
        refuse(create.databases().size() > 1, "a basic availability group has one database");
        refuse(create.replicas().size() > MOST_REPLICAS, "a basic availability group has two replicas");
    }

    private static void check(Replica replica) {
        String url = replica.url();
        if (url == null) {
            throw SqlFailure.of(35236, replica.server());
        }
        if (Address.parse(url).isEmpty()) {
            throw SqlFailure.of(35232, url);
        }
        refuse(
                replica.automatic() && !replica.synchronous(),
                "automatic failover needs the availability mode SYNCHRONOUS_COMMIT");
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw SqlFailure.of(49998, why);
        }
    }
}
