package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

/** Every runbook of the product, run on a lab; run again, it finds nothing to do. */
class LibraryTest extends OnAWorkbench {
    private static final String STATE =
            "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')";

    private RunOutcome runs(String name, String... pairs) {
        RunOutcome outcome = bench.run(name, pairs);
        assertThat(outcome.end()).as(name + ": " + outcome.problem()).isEqualTo(End.COMPLETED);
        return outcome;
    }

    /** Runs it, and sees that there is nothing to do then. */
    private void runsOnce(String name, String... pairs) {
        assertThat(runs(name, pairs).done()).isPositive();
        lab.settles();
        RunOutcome again = runs(name, pairs);
        assertThat(again.done()).as(name + " again").isZero();
    }

    @Test
    void setsUpWithAWitness() {
        runsOnce("set-up-with-witness");

        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        assertThat(bench.session("HOST_B", "AdventureWorks").witness()).isEqualTo("TCP://HOST_W:7024");
    }

    @Test
    void setsUpWithAWitnessByFiles() {
        runsOnce("set-up-with-witness", "certificates=files");

        assertThat(bench.session("HOST_B", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
    }

    @Test
    void addsSeveralDatabases() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "CREATE DATABASE Sales");
        lab.run("HOST_A", "CREATE DATABASE Stock");
        lab.run("HOST_A", "ALTER DATABASE Stock SET RECOVERY SIMPLE");

        runsOnce("add-database", "databases=Sales,Stock", "safety=FULL");

        assertThat(bench.session("HOST_B", "Stock").state()).isEqualTo("SYNCHRONIZED");
        runs("verify", "databases=AdventureWorks,Sales,Stock");
    }

    @Test
    void switchesTheRolesAndBack() {
        runs("set-up-mirroring", "safety=OFF");

        runsOnce("planned-failover", "safety=OFF");

        assertThat(bench.session("HOST_B", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
        assertThat(bench.session("HOST_B", "AdventureWorks").safety()).isEqualTo("OFF");
        runsOnce("planned-failover", "principal=HOST_B", "mirror=HOST_A");
        assertThat(bench.session("HOST_A", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
    }

    @Test
    void changesTheOperatingMode() {
        runs("set-up-with-witness");

        runsOnce("change-operating-mode", "mode=high-performance");
        assertThat(bench.session("HOST_A", "AdventureWorks").safety()).isEqualTo("OFF");
        runsOnce("change-operating-mode", "mode=automatic-failover");
        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        runsOnce("change-operating-mode", "mode=high-safety");
        assertThat(bench.session("HOST_A", "AdventureWorks").witness()).isEmpty();
    }

    @Test
    void removesMirroringAndTheCopy() throws Exception {
        runs("set-up-mirroring");

        runsOnce("remove-mirroring", "copy=drop");

        assertThat(lab.rows("HOST_B", "SELECT name FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEmpty();
        assertThat(lab.rows(
                        "HOST_A", "SELECT database_id FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void leavesTheOtherDatabasesOfThePairAlone() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "CREATE DATABASE Sales");
        runs("add-database", "databases=Sales");

        runs("remove-mirroring", "copy=recover");

        assertThat(lab.value("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("ONLINE");
        assertThat(bench.session("HOST_A", "Sales").state()).isEqualTo("SYNCHRONIZED");
    }

    @Test
    void rotatesACertificateWhileTheSessionGoesOn() {
        runs("set-up-mirroring");

        runsOnce("rotate-certificates");

        assertThat(bench.picture().toString()).contains("HOST_A_cert_2 MK").doesNotContain("HOST_A_cert MK");
        assertThat(bench.session("HOST_A", "AdventureWorks").state()).isEqualTo("SYNCHRONIZED");
        runs("verify");
    }

    @Test
    void forcesServiceAndAcceptsTheLoss() throws Exception {
        runs("set-up-mirroring");
        lab.lab().network().sever("HOST_A", "HOST_B");
        lab.await("HOST_B", STATE, "DISCONNECTED");

        runsOnce("forced-service");
        lab.lab().network().join("HOST_A", "HOST_B");
        lab.await("HOST_B", STATE, "SUSPENDED");
        runsOnce("forced-service", "afterwards=resume");

        assertThat(bench.session("HOST_B", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
        assertThat(bench.session("HOST_A", "AdventureWorks").state()).isEqualTo("SYNCHRONIZED");
    }

    @Test
    void refusesToForceServiceWhileThePrincipalIsThere() {
        runs("set-up-mirroring");
        lab.settles();

        RunOutcome outcome = bench.run("forced-service");

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(String.valueOf(outcome.problem())).contains("SYNCHRONIZED");
        assertThat(bench.session("HOST_A", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
    }

    @Test
    void mendsWhatWasLeftOver() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "REVOKE CONNECT ON ENDPOINT::Endpoint_Mirroring FROM HOST_B_login");
        lab.run("HOST_B", "DENY CONNECT ON ENDPOINT::Endpoint_Mirroring TO HOST_A_login");
        lab.lab().network().sever("HOST_A", "HOST_B");
        lab.await("HOST_B", STATE, "DISCONNECTED");
        lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER OFF");
        lab.run("HOST_B", "ALTER ENDPOINT Endpoint_Mirroring STATE = STOPPED");
        lab.lab().network().join("HOST_A", "HOST_B");
        assertThat(bench.run("verify").end()).isEqualTo(End.FAILED);

        runsOnce("repair-leftovers", "copy=drop");
        runs("set-up-mirroring");

        runs("verify");
    }

    @Test
    void forcesServiceAndKeepsBothCopies() throws Exception {
        runs("set-up-mirroring");
        lab.lab().network().sever("HOST_A", "HOST_B");
        lab.await("HOST_B", STATE, "DISCONNECTED");
        runs("forced-service");
        lab.lab().network().join("HOST_A", "HOST_B");
        lab.await("HOST_B", STATE, "SUSPENDED");

        runsOnce("forced-service", "afterwards=separate");

        assertThat(lab.value("HOST_A", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("ONLINE");
        assertThat(lab.value("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("ONLINE");
    }

    @Test
    void failsBackToTheHomeHost() {
        runs("set-up-with-witness");
        runs("planned-failover");

        runsOnce("fail-back", "witness=HOST_W");

        assertThat(bench.session("HOST_A", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        runs("verify", "witness=HOST_W");
    }

    @Test
    void upgradesAPairThatIsUpgradedByHand() {
        runs("set-up-with-witness");

        runsOnce("rolling-upgrade", "version=16", "witness=HOST_W");

        assertThat(bench.session("HOST_B", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
        assertThat(bench.session("HOST_B", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
    }

    @Test
    void believesAnUpgradeOnlyWhenTheServerTellsTheVersion() {
        runs("set-up-mirroring", "safety=OFF");

        RunOutcome outcome = bench.run("rolling-upgrade", "version=17");

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(String.valueOf(outcome.problem())).contains("Upgrade HOST_B to version 17");
        assertThat(bench.session("HOST_A", "AdventureWorks").role()).isEqualTo("PRINCIPAL");
    }

    @Test
    void needsToBeToldTheVersion() {
        assertThatThrownBy(() -> bench.request("rolling-upgrade"))
                .isInstanceOf(RunbookException.class)
                .hasMessageContaining("The parameter version")
                .hasMessageContaining("was not given");
    }

    @Test
    void leavesTheMirroringAloneWhereThereCanBeNoGroup() {
        runs("set-up-with-witness");

        RunOutcome outcome = bench.run("move-to-availability-group");

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(String.valueOf(outcome.problem())).contains("availability groups are not enabled on HOST_A");
        assertThat(bench.session("HOST_A", "AdventureWorks").witnessState()).isEqualTo("CONNECTED");
        assertThat(bench.plan("move-to-availability-group").steps())
                .extracting(step -> step.verdict().toString())
                .anyMatch(verdict -> verdict.contains("witness TCP://HOST_W:7024: the cluster's quorum"));
    }

    @Test
    void preparesCopiesAndTellsWhatARestoreDoesNotBring() throws Exception {
        lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET TRUSTWORTHY ON");
        lab.run(
                "HOST_A",
                "USE AdventureWorks; CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1Sample_Strong_Password!@#'");
        lab.run("HOST_A", "USE master");

        assertThat(bench.plan("prepare-mirror-database").steps())
                .extracting(step -> step.verdict().toString())
                .anyMatch(verdict -> verdict.contains("ON; on HOST_B it will be OFF"));
        runsOnce("prepare-mirror-database");

        assertThat(lab.value(
                        "HOST_B",
                        "SELECT COUNT(*) FROM sys.master_key_passwords AS p JOIN sys.database_recovery_status AS r"
                                + " ON r.family_guid = p.family_guid WHERE r.database_id = DB_ID('AdventureWorks')"))
                .isEqualTo("1");
        runs("set-up-mirroring");
        runsOnce("planned-failover", "trustworthy=on");
        assertThat(lab.value("HOST_B", "SELECT is_trustworthy_on FROM sys.databases WHERE name = 'AdventureWorks'"))
                .isEqualTo("1");
    }

    @Test
    void tidiesUpOnlyWhatNobodyElseUses() throws Exception {
        Map<String, String> before = bench.picture();
        runs("set-up-with-witness");
        lab.run("HOST_A", "CREATE DATABASE Sales");
        runs("add-database", "databases=Sales");
        String[] pair = {"copy=drop", "tidy=yes", "witness=HOST_W"};

        runs("remove-mirroring", pair);
        assertThat(bench.session("HOST_B", "Sales").state()).isEqualTo("SYNCHRONIZED");
        runs("verify", "databases=Sales");
        runs("remove-mirroring", "databases=Sales", pair[0], pair[1], pair[2]);

        lab.run("HOST_A", "DROP DATABASE Sales");
        assertThat(bench.picture()).isEqualTo(before);
    }

    @Test
    void keepsALoginThatIsMoreThanAPeers() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_B", "GRANT VIEW SERVER STATE TO HOST_A_login");

        Willing operator = new Willing();
        bench.run(bench.request("remove-mirroring", "copy=drop", "tidy=yes"), operator);

        assertThat(operator.left)
                .anyMatch(line -> line.contains("[HOST_A_login]") && line.contains("VIEW SERVER STATE"));
        assertThat(bench.picture().get("HOST_B")).contains("login HOST_A_login").doesNotContain("endpoint");
    }

    @Test
    void mendsOrphansAndNamesUsersWithoutALogin() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "CREATE LOGIN app WITH PASSWORD = '1_Strong_Password!'");
        lab.run("HOST_A", "CREATE LOGIN report WITH PASSWORD = '1_Strong_Password!'");
        lab.run("HOST_A", "USE AdventureWorks; CREATE USER app FOR LOGIN app; CREATE USER report FOR LOGIN report");
        lab.run("HOST_A", "USE master; DROP LOGIN app; CREATE LOGIN app WITH PASSWORD = '1_Strong_Password!'");

        RunOutcome outcome = bench.run("move-logins", "logins=app");
        assertThat(String.valueOf(outcome.problem())).contains("SIDs of the users [report]");
        runsOnce("move-logins", "logins=report,app");

        assertThat(lab.value(
                        "HOST_A",
                        "SELECT COUNT(*) FROM AdventureWorks.sys.database_principals AS u JOIN sys.server_principals AS l"
                                + " ON l.sid = u.sid WHERE u.name IN ('app', 'report')"))
                .isEqualTo("2");
    }

    @Test
    void copiesLoginsWithTheirSidsAndPasswords() throws Exception {
        lab.run("HOST_A", "CREATE LOGIN app WITH PASSWORD = '1_Strong_Password!'");

        runsOnce("move-logins", "logins=app");

        String query =
                "SELECT CONVERT(varchar(100), sid, 1), CONVERT(varchar(1000), password_hash, 1), is_policy_checked"
                        + " FROM sys.sql_logins WHERE name = 'app'";
        assertThat(lab.rows("HOST_B", query))
                .isEqualTo(lab.rows("HOST_A", query))
                .hasSize(1);
    }

    @Test
    void namesWhatIsWrongWithAPair() throws Exception {
        runs("set-up-mirroring");
        lab.run("HOST_A", "REVOKE CONNECT ON ENDPOINT::Endpoint_Mirroring FROM HOST_B_login");

        RunOutcome outcome = bench.run("verify");

        assertThat(String.valueOf(outcome.problem())).contains("[HOST_B_login] of HOST_A may not connect");
    }
}
