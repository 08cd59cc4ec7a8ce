package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.DatabaseDropped;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code db drop}. */
@Command(
        name = "drop",
        description = "Drop a copy of a database that is not mirrored",
        footer = "  db drop AdventureWorks --on HOST_B --confirm AdventureWorks")
final class DatabaseDropCommand implements Doing {
    @Parameters(paramLabel = "DATABASE", description = "The database")
    private String database = "";

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String host = scope.host(session);
        return EffectRun.guarded(
                session,
                "db drop " + database,
                List.of(new DatabaseDropped(host, database, true)),
                TypedName.guarding(session, database, consequences(session, host)));
    }

    private List<String> consequences(Session session, String host) {
        List<String> all = new ArrayList<>();
        session.observe(List.of(host)).of(host).database(database).ifPresent(found -> {
            all.add("[" + found.name() + "] on " + host + " is " + found.state() + "; it goes with its files: "
                    + found.files().size() + " on " + host + "'s disk.");
            if (!found.isRestoring()) {
                all.add("It is not a restoring copy: what was written to it is in its backups, or nowhere.");
                all.add(
                        found.backups().isEmpty()
                                ? "No backup of it is on record at " + host + "."
                                : "Its newest backup on record: "
                                        + found.backups().get(0).path() + ".");
            }
        });
        return all;
    }
}
