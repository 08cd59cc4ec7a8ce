package mirrorsh.lab;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.Sessions;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.security.InstanceSecurity;
import mirrorsh.lab.instance.security.KeySource;
import mirrorsh.lab.instance.security.SecuritySetup;
import mirrorsh.lab.instance.storage.InstanceStorage;
import mirrorsh.lab.instance.storage.Principals;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.mirroring.MirroringService;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.mirroring.Pacer;
import org.jspecify.annotations.Nullable;

/** Puts one instance together from its rooms. */
record LabInstance(Instance instance, MirroringService mirroring) implements AutoCloseable {
    static LabInstance install(
            LabSettings.Host host, Path disk, String password, KeySource keys, Network network, Pacer pacer) {
        Clock clock = host.clock();
        Machine machine = new Machine(host.name(), clock, new Disk(disk), new ErrorLog(clock));
        Installation installation = new Installation(host.name(), host.version(), host.edition(), machine);
        DatabaseSecurity master = DatabaseSecurity.fresh();
        SecureRandom random = new SecureRandom();
        SecuritySetup setup = SecuritySetup.of(installation, password, random).with(keys);
        InstanceSecurity security = new InstanceSecurity(installation, master, random, setup);
        Sessions sessions = new Sessions();
        InstanceStorage storage = new InstanceStorage(installation, master, principals(security), sessions);
        network.register(host.name());
        MirroringService mirroring = new MirroringService(installation, storage, security.transport(), network, pacer);
        mirroring.start();
        return new LabInstance(new Instance(installation, security, storage, mirroring, sessions), mirroring);
    }

    private static Principals principals(InstanceSecurity security) {
        return new Principals() {
            @Override
            public boolean opensByServiceMasterKey(DatabaseSecurity database) {
                return security.opensByServiceMasterKey(database);
            }

            @Override
            public byte @Nullable [] sid(String login) {
                return security.login(login).map(found -> found.sid()).orElse(null);
            }
        };
    }

    @Override
    public void close() {
        mirroring.close();
    }
}
