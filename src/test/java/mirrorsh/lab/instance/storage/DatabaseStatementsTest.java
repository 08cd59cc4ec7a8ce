package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.DatabaseStatement.AddFile;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.DropDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.sql.ast.DatabaseStatement.RenameDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.sql.ast.DatabaseStatement.Termination;
import mirrorsh.lab.type.Cancellation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseStatementsTest {
    private static final String DATA = "C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\DATA";

    @TempDir
    Path folder;

    private StorageFixture host;

    @BeforeEach
    void start() {
        host = new StorageFixture(folder, "HOST_A");
        host.create("Sales");
    }

    @Test
    void systemDatabasesHaveTheirIds() {
        assertThat(host.storage.all().subList(0, 4))
                .extracting(Storage.Database::name)
                .containsExactly("master", "tempdb", "model", "msdb");
        assertThat(host.storage.all()).extracting(Storage.Database::id).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void createsFilesInTheDefaultFolder() {
        assertThat(host.disk.exists(DATA + "\\Sales.mdf")).isTrue();
        assertThat(host.disk.exists(DATA + "\\Sales_log.ldf")).isTrue();
    }

    @Test
    void refusesASecondDatabaseOfTheNameWhateverItsCase() {
        assertThat(refusal(() -> host.create("SALES"))).containsExactly(1801);
    }

    @Test
    void refusesAFileInAMissingFolder() {
        var file = new FileSpecification("d", "C:\\nowhere\\d.mdf", false);

        assertThat(refusal(() ->
                        host.storage.execute(new CreateDatabase("D", List.of(file), null), SA, Cancellation.NONE)))
                .containsExactly(5133, 1802);
        assertThat(host.storage.find("D")).isEmpty();
    }

    @Test
    void refusesAFileThatExists() {
        var file = new FileSpecification("d", DATA + "\\Sales.mdf", false);

        assertThat(refusal(() ->
                        host.storage.execute(new CreateDatabase("D", List.of(file), null), SA, Cancellation.NONE)))
                .containsExactly(5170, 1802);
    }

    @Test
    void refusesToCreateInsideATransaction() {
        Caller caller = new Caller("sa", true, "master", true, 51);

        assertThat(refusal(() ->
                        host.storage.execute(new CreateDatabase("D", List.of(), null), caller, Cancellation.NONE)))
                .containsExactly(226);
    }

    @Test
    void dropTakesTheFilesAway() {
        host.storage.execute(new DropDatabase(List.of("Sales"), false), SA, Cancellation.NONE);

        assertThat(host.storage.find("Sales")).isEmpty();
        assertThat(host.disk.exists(DATA + "\\Sales.mdf")).isFalse();
    }

    @Test
    void dropEndsTheSessionsInside() {
        AtomicInteger evicted = new AtomicInteger();
        host.database("Sales").onEviction(evicted::incrementAndGet);

        host.storage.execute(new DropDatabase(List.of("Sales"), false), SA, Cancellation.NONE);

        assertThat(evicted).hasValue(1);
    }

    @Test
    void refusesToDropWhatIsAbsentUnlessAskedNotTo() {
        assertThat(refusal(() -> host.storage.execute(new DropDatabase(List.of("X"), false), SA, Cancellation.NONE)))
                .containsExactly(3701);
        host.storage.execute(new DropDatabase(List.of("X"), true), SA, Cancellation.NONE);
        assertThat(host.storage.find("X")).isEmpty();
    }

    @Test
    void refusesToDropAMirroredDatabase() {
        host.mirrored("Sales").mirroring(row(1, 0));

        assertThat(refusal(
                        () -> host.storage.execute(new DropDatabase(List.of("Sales"), false), SA, Cancellation.NONE)))
                .containsExactly(3743);
    }

    @Test
    void refusesToDropADatabaseInUse() {
        host.occupied.add("Sales");

        assertThat(refusal(
                        () -> host.storage.execute(new DropDatabase(List.of("Sales"), false), SA, Cancellation.NONE)))
                .containsExactly(3702);
    }

    @Test
    void refusesToDropASystemDatabase() {
        assertThat(refusal(
                        () -> host.storage.execute(new DropDatabase(List.of("model"), false), SA, Cancellation.NONE)))
                .containsExactly(3708);
    }

    @Test
    void refusesToRenameAMirroredDatabase() {
        host.mirrored("Sales").mirroring(row(1, 0));

        assertThat(refusal(() -> host.storage.execute(new RenameDatabase("Sales", "Other"), SA, Cancellation.NONE)))
                .containsExactly(957, 5069);
    }

    @Test
    void renameKeepsTheId() {
        int id = host.database("Sales").id();

        host.storage.execute(new RenameDatabase("Sales", "Other"), SA, Cancellation.NONE);

        assertThat(host.storage.find("Sales")).isEmpty();
        assertThat(host.database("other").id()).isEqualTo(id);
    }

    @Test
    void recoveryModelShowsInTheCatalog() {
        host.set("Sales", "RECOVERY", "SIMPLE");
        assertThat(host.databases("Sales", "recovery_model")).isEqualTo(3);

        host.set("Sales", "RECOVERY", "FULL");
        assertThat(host.databases("Sales", "recovery_model")).isEqualTo(1);
    }

    @Test
    void modelIsSimpleOnExpress() {
        StorageFixture express = new StorageFixture(folder, "HOST_E", Version.SQL_2022, Edition.EXPRESS);

        express.create("D");

        assertThat(express.databases("D", "recovery_model_desc")).isEqualTo("SIMPLE");
    }

    @Test
    void refusesAnotherRecoveryModelWhileMirrored() {
        host.mirrored("Sales").mirroring(row(1, 0));

        assertThat(refusal(() -> host.set("Sales", "RECOVERY", "SIMPLE"))).containsExactly(1468, 5069);
    }

    @Test
    void refusesToAlterWhatIsAbsent() {
        assertThat(refusal(() -> host.set("Nothing", "RECOVERY", "FULL"))).containsExactly(5011, 5069);
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertThat(refusal(() -> host.set("Sales", "QUERY_STORE", "ON"))).containsExactly(49999, 5069);
    }

    @Test
    void offlineDatabaseCannotBeOpened() {
        host.set("Sales", "OFFLINE", "");

        assertThat(refusal(() -> host.database("Sales").checkOpen())).containsExactly(942);
        assertThat(host.databases("Sales", "state_desc")).isEqualTo("OFFLINE");
    }

    @Test
    void refusesToTakeItsOwnDatabaseOffline() {
        Caller inside = new Caller("sa", true, "Sales", false, 51);

        assertThat(refusal(() ->
                        host.storage.execute(new SetDatabaseOption("Sales", "OFFLINE", ""), inside, Cancellation.NONE)))
                .containsExactly(49999, 5069);
    }

    @Test
    void whatAnotherSingleUserHasIsNotBackedUp() {
        host.set("Sales", "SINGLE_USER", "");
        host.occupied.add("Sales");

        assertThat(refusal(() -> host.backup("Sales", DATA + "\\s.bak"))).containsExactly(924, 3013);
    }

    @Test
    void optionsThatBlockMirroringShowInItsCondition() {
        host.set("Sales", "AUTO_CLOSE", "ON");
        host.set("Sales", "SINGLE_USER", "");
        host.set("Sales", "READ_ONLY", "");

        MirroredDatabase.Condition condition = host.mirrored("Sales").condition();

        assertThat(condition.autoClose() && condition.singleUser() && condition.readOnly())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINGLE_USER", "RESTRICTED_USER", "READ_ONLY", "OFFLINE", "EMERGENCY"})
    void rollbackImmediateEndsTheOtherSessions(String option) {
        host.occupied.add("Sales");

        host.set("Sales", option, Termination.ROLLBACK_IMMEDIATE);

        assertThat(host.occupied).isEmpty();
    }

    @Test
    void otherSessionsAreInTheWay() {
        host.occupied.add("Sales");

        assertThat(refusal(() -> host.set("Sales", "SINGLE_USER", Termination.NO_WAIT)))
                .containsExactly(5061, 5069);
        assertThat(host.databases("Sales", "user_access_desc")).isEqualTo("MULTI_USER");
    }

    @Test
    void anOpenTransactionFromOutsideIsInTheWay() {
        Storage.Transaction open = host.storage.begin();
        host.database("Sales").createTable(StorageFixture.table("u"), open);

        assertThat(refusal(() -> host.set("Sales", "READ_ONLY", Termination.NO_WAIT)))
                .containsExactly(5061, 5069);
        host.set("Sales", "READ_ONLY", Termination.ROLLBACK_IMMEDIATE);
        assertThat(refusal(open::commit)).containsExactly(952);
    }

    @Test
    void restrictedUserLeavesThePrivilegedIn() {
        host.occupied.add("Sales");
        host.privileged = true;

        host.set("Sales", "RESTRICTED_USER", Termination.NO_WAIT);

        assertThat(host.occupied).containsExactly("Sales");
        assertThat(host.databases("Sales", "user_access_desc")).isEqualTo("RESTRICTED_USER");
    }

    @Test
    void theSingleUserKeepsOthersFromChangingOptions() {
        host.set("Sales", "SINGLE_USER", "");
        host.occupied.add("Sales");

        assertThat(refusal(() -> host.set("Sales", "MULTI_USER", ""))).containsExactly(5064, 5069);
        host.set("Sales", "MULTI_USER", Termination.ROLLBACK_IMMEDIATE);
        assertThat(host.databases("Sales", "user_access_desc")).isEqualTo("MULTI_USER");
    }

    @Test
    void newBrokerChangesTheBrokerButNotWhileMirrored() {
        Object before = host.databases("Sales", "service_broker_guid");
        host.set("Sales", "NEW_BROKER", "");
        assertThat(host.databases("Sales", "service_broker_guid")).isNotEqualTo(before);

        host.mirrored("Sales").mirroring(row(1, 0));
        assertThat(refusal(() -> host.set("Sales", "NEW_BROKER", ""))).containsExactly(9778, 5069);
    }

    @Test
    void addedFileIsListed() {
        host.storage.execute(
                new AddFile("Sales", new FileSpecification("more", DATA + "\\more.ndf", false)), SA, Cancellation.NONE);

        assertThat(host.view("Sales", "sys.database_files", SA))
                .extracting(file -> file.get("name"))
                .containsExactly("Sales", "Sales_log", "more");
        assertThat(host.disk.exists(DATA + "\\more.ndf")).isTrue();
    }

    @Test
    void refusesALoginThatOwnsNothing() {
        Caller stranger = new Caller("stranger", false, "master", false, 60);

        assertThat(refusal(
                        () -> host.storage.execute(new RenameDatabase("Sales", "Mine"), stranger, Cancellation.NONE)))
                .containsExactly(5011, 5069);
    }
}
