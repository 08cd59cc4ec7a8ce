package mirrorsh.lab.instance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.machine.TestClock;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.Table.Change;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.sql.ast.BackupStatement.Move;
import mirrorsh.lab.sql.ast.BackupStatement.Restore;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInfo;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInformation;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.sql.ast.DatabaseStatement.Termination;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;

/** One lab instance's storage under test, with short words for what a test does to it. */
final class StorageFixture {
    static final Caller SA = new Caller("sa", true, "master", false, 51);

    final InstanceStorage storage;
    final Disk disk;
    final Set<String> occupied = new HashSet<>();
    final TestClock clock = new TestClock(Instant.parse("2024-05-06T07:08:09.123Z"), ZoneId.of("Europe/Rome"));
    /** Whether those who are in a database may stay when it is RESTRICTED_USER. */
    boolean privileged;

    StorageFixture(Path folder, String name) {
        this(folder, name, Version.SQL_2022, Edition.DEVELOPER);
    }

    StorageFixture(Path folder, String name, Version version, Edition edition) {
        disk = new Disk(folder.resolve(name));
        Installation installation =
                new Installation(name, version, edition, new Machine(name, clock, disk, new ErrorLog(clock)));
        Principals principals = new NoEncryption();
        Occupancy occupancy = new Occupancy() {
            @Override
            public boolean isUsedByOthers(String database, int sessionId) {
                return occupied.contains(database);
            }

            @Override
            public boolean isUsedByUnprivileged(String database, int sessionId) {
                return occupied.contains(database) && !privileged;
            }

            @Override
            public void endOthers(String database, int sessionId, boolean privilegedToo) {
                if (privilegedToo || !privileged) {
                    occupied.remove(database);
                }
            }
        };
        storage = new InstanceStorage(installation, DatabaseSecurity.fresh(), principals, occupancy);
    }

    /** What a statement answered. */
    static final class Answer implements ResponseSink {
        final List<SqlMessage> messages = new ArrayList<>();
        final List<Map<String, Object>> rows = new ArrayList<>();
        List<Column> columns = List.of();

        @Override
        public void columns(List<Column> opened) {
            columns = opened;
        }

        @Override
        public void row(Object[] values) {
            rows.add(named(columns, values));
        }

        @Override
        public void message(SqlMessage message) {
            messages.add(message);
        }

        @Override
        public void environment(EnvironmentChange change) {}

        @Override
        public void done(StatementKind command, long count, boolean failed) {}

        @Override
        public void flush() {}

        List<Integer> numbers() {
            return messages.stream().map(SqlMessage::number).toList();
        }
    }

    static Map<String, Object> named(List<Column> columns, Object[] values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i).name(), values[i]);
        }
        return row;
    }

    static Expression text(String text) {
        return new Expression.Literal(text, SqlType.nvarchar(Math.max(1, text.length())));
    }

    private static List<BackupOption> options(String... options) {
        return Arrays.stream(options)
                .map(option -> option.split("=", 2))
                .map(parts -> new BackupOption(parts[0], parts.length == 1 ? null : text(parts[1])))
                .toList();
    }

    /** Stripes stand with a bar between them. */
    private static List<Device> device(String paths) {
        return Arrays.stream(paths.split("\\|", -1))
                .map(path -> new Device("DISK", text(path)))
                .toList();
    }

    // ---------------------------------------------------------------- statements

    void create(String database) {
        storage.execute(new CreateDatabase(database, List.of(), null), SA, Cancellation.NONE);
    }

    void set(String database, String option, String value) {
        storage.execute(new SetDatabaseOption(database, option, value), SA, Cancellation.NONE);
    }

    void set(String database, String option, Termination termination) {
        storage.execute(new SetDatabaseOption(database, option, "", termination, 0), SA, Cancellation.NONE);
    }

    Answer backup(String database, String path, String... options) {
        return backup(SA, false, database, path, options);
    }

    Answer backupLog(String database, String path, String... options) {
        return backup(SA, true, database, path, options);
    }

    Answer backup(Caller caller, boolean log, String database, String path, String... options) {
        Answer answer = new Answer();
        storage.execute(
                new Backup(text(database), log, device(path), options(options)), caller, answer, Cancellation.NONE);
        return answer;
    }

    Answer restore(String database, String path, String... options) {
        return restore(SA, false, database, path, Map.of(), options);
    }

    Answer restoreLog(String database, String path, String... options) {
        return restore(SA, true, database, path, Map.of(), options);
    }

    Answer restore(
            Caller caller, boolean log, String database, String path, Map<String, String> moves, String... options) {
        List<Move> moved = moves.entrySet().stream()
                .map(move -> new Move(text(move.getKey()), text(move.getValue())))
                .toList();
        Answer answer = new Answer();
        List<Device> devices = path.isEmpty() ? List.of() : device(path);
        storage.execute(
                new Restore(text(database), log, devices, moved, options(options)), caller, answer, Cancellation.NONE);
        return answer;
    }

    void recover(String database) {
        restore(database, "", "RECOVERY");
    }

    Answer information(RestoreInformation kind, String path, String... options) {
        Answer answer = new Answer();
        storage.execute(new RestoreInfo(kind, device(path), options(options)), SA, answer, Cancellation.NONE);
        return answer;
    }

    /** Error numbers that a statement is refused with, all of them, the cause first. */
    static List<Integer> refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable statement) {
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, statement);
        assertThat(failure).as("a refusal").isNotNull();
        return failure.messages().stream().map(SqlMessage::number).toList();
    }

    // ---------------------------------------------------------------- tables

    Storage.Database database(String name) {
        return storage.find(name).orElseThrow();
    }

    MirroredDatabase mirrored(String name) {
        return database(name).mirrored();
    }

    static CreateTable table(String name) {
        return new CreateTable(
                ObjectName.of(name),
                List.of(
                        new ColumnDefinition("id", SqlType.INT, false, true, true, null),
                        new ColumnDefinition("name", SqlType.nvarchar(50), true, false, false, text("new"))),
                1);
    }

    void createTable(String database, String name) {
        Storage.Transaction transaction = storage.begin();
        database(database).createTable(table(name), transaction);
        transaction.commit();
    }

    Table table(String database, String name, Storage.Transaction transaction) {
        return database(database).table(null, name, transaction).orElseThrow();
    }

    void insert(String database, String table, Object... row) {
        Storage.Transaction transaction = storage.begin();
        table(database, table, transaction).apply(List.of(new Change.Insert(row)));
        transaction.commit();
    }

    /** Rows of a table as lists, what everybody may see. */
    List<List<Object>> rows(String database, String table) {
        return rows(table(database, table, storage.begin()));
    }

    static List<List<Object>> rows(Table table) {
        return table.rows().stream().map(Arrays::asList).toList();
    }

    // ---------------------------------------------------------------- views

    List<Map<String, Object>> view(String database, String name, Caller caller) {
        String[] parts = name.split("\\.");
        Relation relation =
                storage.view(database(database), parts[0], parts[1], caller).orElseThrow();
        return relation.rows().stream()
                .map(row -> named(relation.columns(), row))
                .toList();
    }

    /** The one row of a view that is about a database. */
    Map<String, Object> about(String database, String view) {
        int id = database(database).id();
        return view("master", view, SA).stream()
                .filter(row -> row.get("database_id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    Object databases(String database, String column) {
        return about(database, "sys.databases").get(column);
    }

    List<Map<String, Object>> msdb(String table) {
        return view("msdb", "dbo." + table, SA);
    }

    // ---------------------------------------------------------------- two hosts

    /** Copies a file between the folders of two hosts' disks. */
    static void copy(StorageFixture from, StorageFixture to, String path) throws java.io.IOException {
        to.disk.write(path, from.disk.read(path));
    }

    static MirroringRow row(int role, long failoverLsn) {
        return new MirroringRow(
                new UUID(1, 2), 4, role, 1, 2, 1, "TCP://other:5022", "OTHER", null, null, failoverLsn, 10);
    }

    /** Ships what the mirror does not have. */
    static void ship(MirroredDatabase principal, MirroredDatabase mirror) {
        mirror.harden(principal.read(mirror.redoStart(), Integer.MAX_VALUE));
        mirror.redo(mirror.endOfLog());
    }

    static Stream<Integer> numbers(int count) {
        return Stream.iterate(1, n -> n + 1).limit(count);
    }
}
