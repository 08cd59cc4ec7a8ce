package mirrorsh.lab.instance;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.type.Messages;

/** An update of the mirroring monitor's history, as sp_dbmmonitorupdate makes it (sessions.md §11). */
record MonitorUpdate(Instance instance, int session) {
    private static final String READERS = "dbm_monitor";

    /** Adds a row for one database, or for every mirrored one; its first run makes the role of the readers in msdb. */
    void run(Optional<String> database) {
        msdb().security().provideRole(READERS);
        for (Database each : instance.storage().all()) {
            if (database.isEmpty() || database.get().equalsIgnoreCase(each.name())) {
                sample(each.name()).ifPresent(sample -> instance.monitor().update(each.name(), sample, this::raise));
            }
        }
    }

    private void raise(MonitorAlert alert, long[] valueAndLimit) {
        instance.installation()
                .machine()
                .errorLog()
                .write("spid" + session, Messages.message(alert.event(), valueAndLimit[0], valueAndLimit[1]));
    }

    /** Empty when the database is not mirrored. */
    Optional<MonitorSample> sample(String database) {
        return instance.storage()
                .find(database)
                .flatMap(found -> found.mirrored().shownSession())
                .map(row -> new MonitorSample(
                        row,
                        instance.mirroring().traffic(database).orElse(new Mirroring.Traffic(0, 0, 0, 0)),
                        instance.mirroring().sendQueue(database),
                        instance.mirroring().redoQueue(database),
                        LocalDateTime.now(instance.installation().machine().clock())));
    }

    /** Whether a caller is one of the readers. */
    boolean mayRead(Caller caller) {
        Caller inside = new Caller(caller.login(), caller.sysadmin(), "msdb", false, caller.sessionId());
        return instance.security().mayEnter(caller.login(), msdb().security())
                && instance.security()
                        .function("IS_MEMBER", inside, msdb().security())
                        .map(function -> Integer.valueOf(1).equals(function.apply(List.of(READERS))))
                        .orElse(false);
    }

    private Database msdb() {
        return instance.storage().find("msdb").orElseThrow();
    }
}
