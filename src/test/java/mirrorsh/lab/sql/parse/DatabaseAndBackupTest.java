package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.action;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static mirrorsh.lab.sql.parse.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.sql.ast.BackupStatement.Move;
import mirrorsh.lab.sql.ast.BackupStatement.Restore;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInfo;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInformation;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.sql.ast.DatabaseStatement.Termination;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** tsql.md §7 to §9. */
class DatabaseAndBackupTest {
    private static final Expression NAME = new Expression.Literal("d", SqlType.nvarchar(1));

    private static Expression text(String value) {
        return new Expression.Literal(value, SqlType.varchar(value.length()));
    }

    private static Device disk(String path) {
        return new Device("DISK", text(path));
    }

    private static BackupOption option(String name) {
        return new BackupOption(name, null);
    }

    @Nested
    class Mirroring {
        @Test
        void partnersAndWitnessesHaveAddresses() {
            assertThat(action("ALTER DATABASE [d] SET PARTNER = N'TCP://a:5022'"))
                    .isEqualTo(new MirroringStatement.SetPartner("d", "TCP://a:5022"));
            assertThat(action("ALTER DATABASE d SET WITNESS = 'TCP://w:5022'"))
                    .isEqualTo(new MirroringStatement.SetWitness("d", "TCP://w:5022"));
            assertThat(action("ALTER DATABASE d SET WITNESS OFF")).isEqualTo(new MirroringStatement.WitnessOff("d"));
            assertThat(number("ALTER DATABASE d SET PARTNER = @x")).isEqualTo(102);
        }

        @ParameterizedTest
        @EnumSource(ChangePartner.Change.class)
        void sessionsAreChanged(ChangePartner.Change change) {
            assertThat(action("ALTER DATABASE d SET PARTNER " + change.name().replace("SAFETY_", "SAFETY ")))
                    .isEqualTo(new ChangePartner("d", change));
        }

        @Test
        void timeoutsAreWholeSeconds() {
            assertThat(action("ALTER DATABASE d SET PARTNER TIMEOUT 20"))
                    .isEqualTo(new MirroringStatement.SetPartnerTimeout("d", 20));
            assertThat(action("ALTER DATABASE d SET PARTNER TIMEOUT 99999999999999999999"))
                    .isEqualTo(new MirroringStatement.SetPartnerTimeout("d", Long.MAX_VALUE));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "PARTNER OFF, WITNESS OFF",
                    "PARTNER = 'x', RECOVERY FULL",
                    "PARTNER OFF WITH NO_WAIT",
                    "PARTNER FOO",
                    "PARTNER SAFETY ON",
                    "WITNESS SUSPEND",
                    "RECOVERY FULL, PARTNER OFF"
                })
        void optionsAreNotCombined(String options) {
            assertThat(number("ALTER DATABASE d SET " + options)).isIn(102, 156);
        }
    }

    @Nested
    class Databases {
        @ParameterizedTest
        @CsvSource({
            "RECOVERY FULL,RECOVERY,FULL",
            "RECOVERY bulk_logged,RECOVERY,BULK_LOGGED",
            "TRUSTWORTHY ON,TRUSTWORTHY,ON",
            "AUTO_CLOSE OFF,AUTO_CLOSE,OFF",
            "READ_ONLY,READ_ONLY,''",
            "SINGLE_USER WITH ROLLBACK IMMEDIATE,SINGLE_USER,''",
            "OFFLINE WITH ROLLBACK AFTER 5 SECONDS,OFFLINE,''",
            "RECOVERY SIMPLE WITH NO_WAIT,RECOVERY,SIMPLE",
            "COMPATIBILITY_LEVEL = 150,COMPATIBILITY_LEVEL,150",
            "TARGET_RECOVERY_TIME = 60 SECONDS,TARGET_RECOVERY_TIME,60 SECONDS",
            "ENABLE_BROKER,ENABLE_BROKER,''",
        })
        void haveOptions(String text, String option, String value) {
            SetDatabaseOption read = (SetDatabaseOption) action("ALTER DATABASE d SET " + text);

            assertThat(List.of(read.database(), read.option(), read.value())).containsExactly("d", option, value);
        }

        @ParameterizedTest
        @CsvSource({
            "'',WAIT,0",
            "WITH NO_WAIT,NO_WAIT,0",
            "WITH ROLLBACK IMMEDIATE,ROLLBACK_IMMEDIATE,0",
            "WITH ROLLBACK AFTER 0,ROLLBACK_IMMEDIATE,0",
            "WITH ROLLBACK AFTER 5 SECONDS,ROLLBACK_LATER,5",
            "WITH ROLLBACK AFTER 99999999999,ROLLBACK_LATER,2147483647",
        })
        void sayWhatBecomesOfOtherSessions(String text, Termination termination, int seconds) {
            assertThat(action("ALTER DATABASE d SET SINGLE_USER " + text))
                    .isEqualTo(new SetDatabaseOption("d", "SINGLE_USER", "", termination, seconds));
        }

        @Test
        void severalOptionsAreAsManyStatements() {
            assertThat(statement("ALTER DATABASE d SET RECOVERY FULL, AUTO_CLOSE OFF"))
                    .isEqualTo(new Statement.Block(
                            List.of(
                                    new Statement.Administration(new SetDatabaseOption("d", "RECOVERY", "FULL"), 1),
                                    new Statement.Administration(new SetDatabaseOption("d", "AUTO_CLOSE", "OFF"), 1)),
                            1));
        }

        @Test
        void areCreatedWithFiles() {
            assertThat(action("CREATE DATABASE d"))
                    .isEqualTo(new DatabaseStatement.CreateDatabase("d", List.of(), null));
            assertThat(action("CREATE DATABASE d CONTAINMENT = NONE ON PRIMARY (NAME = N'a', FILENAME = 'a.mdf',"
                            + " SIZE = 8192KB, MAXSIZE = UNLIMITED, FILEGROWTH = 10%), (NAME = b, FILENAME = 'b.ndf')"
                            + " LOG ON (NAME = l, FILENAME = N'l.ldf', SIZE = 8) COLLATE Latin1_General_CI_AS"))
                    .isEqualTo(new DatabaseStatement.CreateDatabase(
                            "d",
                            List.of(
                                    new FileSpecification("a", "a.mdf", false),
                                    new FileSpecification("b", "b.ndf", false),
                                    new FileSpecification("l", "l.ldf", true)),
                            "Latin1_General_CI_AS"));
            assertThat(number("CREATE DATABASE d ON (NAME = a)")).isEqualTo(102);
            assertThat(number("CREATE DATABASE d ON (NAME = a, FILENAME = 'x', SIZE = 8 FOO)"))
                    .isEqualTo(102);
        }

        @Test
        void areDropped() {
            assertThat(action("DROP DATABASE IF EXISTS a, [b c]"))
                    .isEqualTo(new DatabaseStatement.DropDatabase(List.of("a", "b c"), true));
        }

        @Test
        void areRenamedAndGrow() {
            assertThat(action("ALTER DATABASE d MODIFY NAME = e"))
                    .isEqualTo(new DatabaseStatement.RenameDatabase("d", "e"));
            assertThat(action("ALTER DATABASE d ADD FILE (NAME = f, FILENAME = 'f.ndf')"))
                    .isEqualTo(new DatabaseStatement.AddFile("d", new FileSpecification("f", "f.ndf", false)));
            assertThat(action("ALTER DATABASE d ADD LOG FILE (NAME = f, FILENAME = 'f.ldf')"))
                    .isEqualTo(new DatabaseStatement.AddFile("d", new FileSpecification("f", "f.ldf", true)));
        }
    }

    @Nested
    class Backups {
        @Test
        void haveDevicesAndOptionsInAnyOrder() {
            assertThat(action("BACKUP DATABASE d TO DISK = 'a.bak', DISK = 'b.bak' WITH FORMAT, STATS, CHECKSUM,"
                            + " NAME = N'n', RETAINDAYS = 3, COPY_ONLY"))
                    .isEqualTo(new Backup(
                            NAME,
                            false,
                            List.of(disk("a.bak"), disk("b.bak")),
                            List.of(
                                    option("FORMAT"),
                                    option("STATS"),
                                    option("CHECKSUM"),
                                    new BackupOption("NAME", new Expression.Literal("n", SqlType.nvarchar(1))),
                                    new BackupOption("RETAINDAYS", Parsing.integer(3)),
                                    option("COPY_ONLY"))));
        }

        @Test
        void takeVariables() {
            assertThat(action("BACKUP LOG @d TO DISK = @p WITH NAME = @n"))
                    .isEqualTo(new Backup(
                            new Expression.Variable("@d"),
                            true,
                            List.of(new Device("DISK", new Expression.Variable("@p"))),
                            List.of(new BackupOption("NAME", new Expression.Variable("@n")))));
        }

        @ParameterizedTest
        @CsvSource({"nightly, nightly", "[to disk], to disk", "@device, @device"})
        void goToDevicesByTheirNamesToo(String text, String name) {
            Backup read = (Backup) action("BACKUP DATABASE d TO DISK = 'x', " + text);

            assertThat(read.devices().get(1).type()).isEqualTo("LOGICAL");
            assertThat(read.devices().get(1).path()).asString().contains(name);
        }

        @Test
        void areEncryptedByACertificate() {
            assertThat(((Backup) action("BACKUP DATABASE d TO DISK = 'x' WITH FORMAT,"
                                    + " ENCRYPTION (ALGORITHM = aes_256, SERVER CERTIFICATE = [c d])"))
                            .options())
                    .extracting(option -> option.name() + "=" + option.value())
                    .containsExactly(
                            "FORMAT=null",
                            "ENCRYPTION=Literal[value=AES_256, type=nvarchar(7)]",
                            "SERVER CERTIFICATE=Literal[value=c d, type=nvarchar(3)]");
            assertThat(number("BACKUP DATABASE d TO DISK = 'x' WITH"
                            + " ENCRYPTION (ALGORITHM = RC4, SERVER CERTIFICATE = c)"))
                    .isEqualTo(102);
            assertThat(number("RESTORE DATABASE d FROM DISK = 'x' WITH"
                            + " ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = c)"))
                    .isEqualTo(155);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "DIFFERENTIAL",
                    "COPY_ONLY",
                    "COMPRESSION",
                    "NO_COMPRESSION",
                    "DESCRIPTION = 'x'",
                    "EXPIREDATE = 'x'",
                    "INIT",
                    "NOINIT",
                    "SKIP",
                    "NOSKIP",
                    "FORMAT",
                    "NOFORMAT",
                    "MEDIANAME = 'x'",
                    "MEDIADESCRIPTION = 'x'",
                    "CHECKSUM",
                    "NO_CHECKSUM",
                    "STOP_ON_ERROR",
                    "CONTINUE_AFTER_ERROR",
                    "STATS = 5",
                    "BLOCKSIZE = 512",
                    "BUFFERCOUNT = 5",
                    "MAXTRANSFERSIZE = 65536"
                })
        void haveTheDocumentedOptions(String option) {
            assertThat(((Backup) action("BACKUP DATABASE d TO DISK = 'x' WITH " + option)).options())
                    .extracting(BackupOption::name)
                    .containsExactly(option.split(" ")[0]);
        }

        @ParameterizedTest
        @ValueSource(strings = {"NORECOVERY", "STANDBY = 'x'", "NO_TRUNCATE"})
        void ofTheLogHaveTheirOwn(String option) {
            assertThat(((Backup) action("BACKUP LOG d TO DISK = 'x' WITH " + option)).options())
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"INIT, INIT", "INIT = 5", "NAME", "NAME = 5", "STATS = 'x'", "BLOCKSIZE"})
        void refuseWrongOptions(String options) {
            assertThat(number("BACKUP DATABASE d TO DISK = 'x' WITH " + options))
                    .isEqualTo(102);
        }
    }

    @Nested
    class Restores {
        @Test
        void moveFiles() {
            assertThat(action("RESTORE DATABASE d FROM DISK = 'a.bak' WITH NORECOVERY, MOVE 'l' TO 'p', FILE = 2,"
                            + " MOVE @a TO @b, REPLACE"))
                    .isEqualTo(new Restore(
                            NAME,
                            false,
                            List.of(disk("a.bak")),
                            List.of(
                                    new Move(text("l"), text("p")),
                                    new Move(new Expression.Variable("@a"), new Expression.Variable("@b"))),
                            List.of(
                                    option("NORECOVERY"),
                                    new BackupOption("FILE", Parsing.integer(2)),
                                    option("REPLACE"))));
        }

        @Test
        void finishWithoutADevice() {
            assertThat(action("RESTORE DATABASE d WITH RECOVERY"))
                    .isEqualTo(new Restore(NAME, false, List.of(), List.of(), List.of(option("RECOVERY"))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "RECOVERY",
                    "STANDBY = 'x'",
                    "FILE = @f",
                    "REPLACE",
                    "RESTART",
                    "RESTRICTED_USER",
                    "CHECKSUM",
                    "STATS = 5",
                    "KEEP_REPLICATION",
                    "KEEP_CDC",
                    "ENABLE_BROKER",
                    "NEW_BROKER",
                    "ERROR_BROKER_CONVERSATIONS",
                    "STOPAT = '2020-01-01'",
                    "STOPATMARK = 'lsn:1'",
                    "STOPBEFOREMARK = 'lsn:1'",
                    "NOUNLOAD",
                    "MAXTRANSFERSIZE = 65536"
                })
        void haveTheDocumentedOptions(String option) {
            assertThat(((Restore) action("RESTORE LOG d FROM DISK = 'x' WITH " + option)).options())
                    .extracting(BackupOption::name)
                    .containsExactly(option.split(" ")[0]);
        }

        @ParameterizedTest
        @EnumSource(RestoreInformation.class)
        void tellWhatABackupHolds(RestoreInformation information) {
            assertThat(action("RESTORE " + information + " FROM DISK = N'x' WITH FILE = 1, NOUNLOAD"))
                    .isEqualTo(new RestoreInfo(
                            information,
                            List.of(new Device("DISK", new Expression.Literal("x", SqlType.nvarchar(1)))),
                            List.of(new BackupOption("FILE", Parsing.integer(1)), option("NOUNLOAD"))));
        }
    }
}
