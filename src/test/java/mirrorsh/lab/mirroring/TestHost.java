package mirrorsh.lab.mirroring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;

/** One host of a test: what mirroring needs around it. */
final class TestHost {
    static final String DATABASE = "Sales";

    final String name;
    final TestIdentity identity;
    final FakeSecurity security;
    final FakeStorage storage = new FakeStorage();
    final ErrorLog log = new ErrorLog(Clock.systemUTC());
    private final TestLab lab;
    private final WitnessBook book = new WitnessBook();
    private Edition edition = Edition.DEVELOPER;
    private Version version = Version.SQL_2022;
    MirroringService service;
    FakeDatabase database = FakeDatabase.online(DATABASE);

    TestHost(TestLab lab, String name, TestIdentity identity) {
        this.lab = lab;
        this.name = name;
        this.identity = identity;
        this.security = new FakeSecurity(identity);
        this.service = service();
    }

    private MirroringService service() {
        Machine machine =
                new Machine(name, Clock.systemUTC(), new Disk(Path.of(System.getProperty("java.io.tmpdir"))), log);
        return new MirroringService(
                new Installation(name, version, edition, machine),
                storage,
                security,
                new MirroringService.Outside(lab.network, lab.pacer, book));
    }

    void is(Version installed, Edition sold) {
        version = installed;
        edition = sold;
        restart();
    }

    void holds(FakeDatabase copy) {
        database = copy;
        storage.put(copy);
    }

    /** The instance is killed. */
    void kill() {
        service.close();
    }

    /** The instance comes up (again) with what it had. */
    void restart() {
        service.close();
        service = service();
        service.start();
    }

    void execute(MirroringStatement statement) {
        service.execute(statement, new Caller("sa", true, "master", false, 51));
    }

    void partner(TestHost other) {
        partner("TCP://" + other.name + ":7024");
    }

    void partner(String address) {
        execute(new SetPartner(DATABASE, address));
    }

    void set(Change change) {
        execute(new ChangePartner(DATABASE, change));
    }

    MirroringRow row() {
        return database.mirroring().orElseThrow(() -> new AssertionError(name + " has no row"));
    }

    /** Role and state, as 1/4; "-" when not mirrored. */
    String shows() {
        return database.mirroring().map(row -> row.role() + "/" + row.state()).orElse("-");
    }

    List<String> lines() {
        return log.lines().stream().map(ErrorLog.Line::text).toList();
    }

    boolean logged(String part) {
        return lines().stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public String toString() {
        return name;
    }
}
