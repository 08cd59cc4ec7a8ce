package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.TemporaryTable;

/** Finds the view of a name among those that show storage. */
final class StorageViews {
    private final DatabaseList databases;
    private final BackupHistory history;
    private final AgentJobs jobs;
    private final DatabaseViews databaseViews;
    private final ObjectViews objectViews = new ObjectViews();
    private final HistoryViews historyViews;
    private volatile Function<Caller, List<TemporaryTable>> temporary = caller -> List.of();

    StorageViews(
            DatabaseList databases,
            BackupHistory history,
            AgentJobs jobs,
            DatabaseViews databaseViews,
            HistoryViews historyViews) {
        this.databases = databases;
        this.history = history;
        this.jobs = jobs;
        this.databaseViews = databaseViews;
        this.historyViews = historyViews;
    }

    void temporary(Function<Caller, List<TemporaryTable>> source) {
        temporary = source;
    }

    Optional<Relation> view(StoredDatabase database, String schema, String view, Caller caller) {
        return switch (schema) {
            case "sys" -> sys(database, view, caller);
            case "information_schema" -> objectViews.view(schema, view, database.name(), tables(database, caller));
            case "dbo", "" -> database.name().equalsIgnoreCase("msdb") ? msdb(view) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private List<ShownTable> tables(StoredDatabase database, Caller caller) {
        List<ShownTable> tables = new ArrayList<>();
        database.state().image().content().tables().forEach(table -> tables.add(ShownTable.of(table)));
        if (database.name().equalsIgnoreCase("tempdb")) {
            temporary.apply(caller).forEach(table -> tables.add(ShownTable.of(table)));
        }
        return tables;
    }

    private Optional<Relation> sys(StoredDatabase database, String view, Caller caller) {
        if (view.equals("database_files")) {
            return Optional.of(databaseViews.databaseFiles(database.state()));
        }
        Optional<Relation> ofTables = objectViews.view("sys", view, database.name(), tables(database, caller));
        if (ofTables.isPresent()) {
            return ofTables;
        }
        List<DatabaseState> states =
                databases.all().stream().map(StoredDatabase::state).toList();
        return databaseViews.view(view, states, caller);
    }

    private Optional<Relation> msdb(String view) {
        return switch (view) {
            case "sysjobs" -> Optional.of(jobs.view());
            case "sysjobsteps" -> Optional.of(jobs.steps());
            default -> historyViews.view(view, history);
        };
    }
}
