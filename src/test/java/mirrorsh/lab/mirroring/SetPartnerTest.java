package mirrorsh.lab.mirroring;

import static mirrorsh.lab.mirroring.TestLab.error;
import static mirrorsh.lab.mirroring.TestLab.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Consumer;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.MirroredDatabase.Condition;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SET PARTNER refuses, on either side (errors.md §1.1, §1.2, §9). */
class SetPartnerTest {
    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOST_A:7024",
                "TCP://HOST_A",
                "TCP://HOST_A,7024",
                "TCP://HOST_A:0",
                "TCP://HOST_A:70240",
                "UDP://HOST_A:7024",
                "TCP://HOST_A\\SQL:7024",
                ""
            })
    void refusesAnAddressOfAnotherForm(String address) {
        assertThat(error(() -> b.partner(address))).isEqualTo(1449);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP://HOST_B:7024", "tcp://host_b.some.domain:7024"})
    void p36OwnAddress(String address) {
        assertThat(error(() -> b.partner(address))).isEqualTo(1452);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://host_b:7024", "TCP://HOST_B.corp.example.com:7024"})
    void takesAddressesInAnyCaseAndDomain(String address) {
        b.partner(a);
        a.partner(address);

        lab.until("4", () -> a.shows().equals("1/4"));
        assertThat(a.row().partnerName()).isEqualTo(address);
    }

    @Test
    void p34WrongOrder() {
        assertThat(error(() -> a.partner(b))).isEqualTo(1416);
        assertThat(a.shows()).isEqualTo("-");

        b.partner(a);
        a.partner(b);
        lab.until("4", () -> a.shows().equals("1/4"));
    }

    @Test
    void p35SecondStatementOnTheMirrorAgain() {
        b.partner(a);

        assertThat(error(() -> b.partner(a))).isEqualTo(1405);
    }

    @Test
    void p49PrincipalMirroredAlready() {
        lab.synchronizedPair();

        assertThat(error(() -> a.partner(b))).isEqualTo(1405);
    }

    @Test
    void p49MirrorMirrorsWithAnother() {
        lab.synchronizedPair();
        lab.w.holds(a.database.restored());
        lab.w.database.condition(DatabaseStatus.ONLINE);
        lab.w.database.nextLogBackup = 3L;

        assertThat(error(() -> lab.w.partner(b))).isEqualTo(1460);
        assertThat(lab.w.logged("HOST_B rejected the request to configure")).isTrue();
        assertThat(a.shows()).isEqualTo("1/4");
    }

    @Test
    void keepsTheMirrorWaitingWhenTheSecondStatementFails() {
        b.partner(a);
        a.database.nextLogBackup = 99L;
        assertThat(error(() -> a.partner(b))).isEqualTo(1478);

        a.database.nextLogBackup = 3L;
        a.partner(b);

        lab.until("4", () -> a.shows().equals("1/4"));
    }

    @Test
    void p37WrongAddressOnTheMirrorShowsOnlyAfterwards() {
        b.partner("TCP://HOST_A:7999");
        a.partner(b);

        lab.until("B cannot call back", () -> b.logged("10061") && a.shows().equals("1/1"));
        assertThat(b.shows()).isEqualTo("2/1");
        assertThat(b.logged("TCP://HOST_A:7999")).isTrue();
        assertThat(a.database.isOpen()).isTrue();
    }

    @Test
    void p37AddressThatLeadsToAnotherInstance() {
        b.partner("TCP://HOST_W:7024");
        a.partner(b);

        lab.until("turned away", () -> b.logged("HOST_W rejected") && a.shows().equals("1/1"));
    }

    @Test
    void p31FirewallOnTheWayBackOnly() {
        b.partner(a);
        lab.network.cut("HOST_B", "HOST_A");
        a.partner(b);

        lab.whileTimePasses("disconnected", () -> b.logged("10060") && a.shows().equals("1/1"));
        lab.network.heal("HOST_B", "HOST_A");
        lab.whileTimePasses("4", () -> a.shows().equals("1/4"));
    }

    @Test
    void p38DatabaseAbsentOnTheMirror() {
        b.storage.remove("Sales");

        assertThat(error(() -> a.partner(b))).isEqualTo(1448);
    }

    @Test
    void p39MirrorRestoredWithRecovery() {
        b.database.condition(DatabaseStatus.ONLINE);

        assertThat(error(() -> a.partner(b))).isEqualTo(1464);
    }

    @Test
    void p40MirrorRestoredWithStandby() {
        b.database.condition = new Condition(DatabaseStatus.ONLINE, true, true, true, false, false, false);

        assertThat(error(() -> b.partner(a))).isEqualTo(1464);
    }

    @Test
    void p41NoLogBackupRestored() {
        b.database.restoredLogBackups = 0;

        SqlFailure failure = refusedPair();

        assertThat(failure.number()).isEqualTo(1412);
        assertThat(failure.messages().get(0).state()).isZero();
        assertThat(b.shows()).isEqualTo("2/1");
    }

    @Test
    void p42LogBackupInBetween() {
        a.database.commit("three");
        a.database.nextLogBackup = 4L;
        assertThat(refusedPair().number()).isEqualTo(1478);

        a.database.startOfLog = 4;
        assertThat(error(() -> a.partner(b))).isEqualTo(1408);
    }

    @Test
    void p45CopyOfAnotherDatabase() {
        b.database.family = UUID.randomUUID();
        assertThat(refusedPair().number()).isEqualTo(1407);
    }

    @Test
    void copyFromBeforeAForcedService() {
        b.database.fork = UUID.randomUUID();
        assertThat(refusedPair().number()).isEqualTo(1407);
    }

    @Test
    void copyWithAnotherBroker() {
        b.database.broker = UUID.randomUUID();
        assertThat(refusedPair().number()).isEqualTo(1436);
    }

    @Test
    void principalWithoutALogChain() {
        a.database.nextLogBackup = null;
        assertThat(refusedPair().number()).isEqualTo(1475);
    }

    private SqlFailure refusedPair() {
        b.partner(a);
        SqlFailure failure = failure(() -> a.partner(b));
        assertThat(failure).isNotNull();
        assertThat(a.shows()).isEqualTo("-");
        assertThat(a.logged("HOST_B rejected the request")).isTrue();
        return failure;
    }

    @Test
    void p43AndP51OptionsOfThePrincipal() {
        check(new Condition(DatabaseStatus.ONLINE, false, false, false, false, false, false), 1465);
        check(new Condition(DatabaseStatus.ONLINE, true, true, false, false, false, false), 1466);
        check(new Condition(DatabaseStatus.SUSPECT, true, false, false, false, false, false), 1467);
        check(new Condition(DatabaseStatus.ONLINE, true, false, false, true, false, false), 1469);
        check(new Condition(DatabaseStatus.ONLINE, true, false, false, false, true, false), 1488);
        check(new Condition(DatabaseStatus.OFFLINE, true, false, false, false, false, false), 5003);
        check(new Condition(DatabaseStatus.ONLINE, true, false, false, false, false, true), 1468);
    }

    private void check(Condition condition, int number) {
        a.database.condition = condition;
        assertThat(error(() -> a.partner(b))).isEqualTo(number);
    }

    @Test
    void p46EditionWithoutMirroring() {
        a.is(Version.SQL_2022, Edition.EXPRESS);

        assertThat(error(() -> a.partner(b))).isEqualTo(1463);
    }

    @Test
    void p21NoUsableEndpointHere() {
        b.partner(a);
        changeAndExpect1486(security -> security.state(EndpointState.STOPPED));
        changeAndExpect1486(security -> security.role(EndpointRole.WITNESS));
        changeAndExpect1486(security -> security.endpoint = null);
    }

    private void changeAndExpect1486(Consumer<FakeSecurity> change) {
        a.security.endpoint = FakeSecurity.endpoint(7024);
        change.accept(a.security);
        a.service.endpointChanged();
        SqlFailure failure = failure(() -> a.partner(b));
        assertThat(failure.number()).isEqualTo(1486);
        assertThat(failure.messages().get(0).isError()).isTrue();
    }

    @Test
    void refusesUnknownDatabasesTransactionsAndSessionsThatAreNotThere() {
        assertThat(error(() -> a.execute(new SetPartner("Nowhere", "TCP://HOST_B:7024"))))
                .isEqualTo(5011);
        Caller inside = new Caller("sa", true, "master", true, 51);
        assertThat(error(() -> a.service.execute(new SetPartner("Sales", "TCP://HOST_B:7024"), inside)))
                .isEqualTo(226);
        for (Change change : Change.values()) {
            assertThat(error(() -> a.set(change))).isEqualTo(1416);
        }
    }

    @Test
    void forgetsAWaitingMirrorOnPartnerOff() {
        b.partner(a);
        assertThat(error(() -> b.set(Change.SUSPEND))).isEqualTo(1416);

        b.set(Change.OFF);

        assertThat(b.shows()).isEqualTo("-");
        b.partner(a);
        a.partner(b);
        lab.until("4", () -> a.shows().equals("1/4"));
    }

    @Test
    void goesOnWaitingAfterARestart() {
        b.partner(a);
        b.restart();

        assertThat(b.shows()).isEqualTo("2/1");
        a.partner(b);
        lab.until("4", () -> a.shows().equals("1/4"));
    }
}
