package mirrorsh.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
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
import mirrorsh.lab.machine.HostClock;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.mirroring.MirroringService;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.mirroring.Pacer;
import mirrorsh.lab.tds.ServerTls;
import mirrorsh.lab.tds.TdsServer;
import mirrorsh.lab.tds.TdsSettings;
import mirrorsh.lab.type.Messages;
import org.jspecify.annotations.Nullable;

/** One instance, put together from its rooms; it can go down and come up again. Safe to share. */
final class LabInstance implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 30;
    private static final long PAUSE_MILLIS = 100;
    private static final String LOG_SOURCE = "Server";
    private static final int TDS_PORT = 1433;

    private final Installation installation;
    private final HostClock clock;
    private final InstanceSecurity security;
    private final InstanceStorage storage;
    private final Sessions sessions;
    private final Network network;
    private MirroringService mirroring;
    private Instance instance;
    private @Nullable Wire wire;

    /** Where clients reach it, and how; {@code server} is null while the instance is down. */
    private record Wire(
            InetSocketAddress address,
            ServerTls tls,
            @Nullable TdsServer server) {}

    private LabInstance(
            Installation installation,
            HostClock clock,
            InstanceSecurity security,
            InstanceStorage storage,
            Sessions sessions,
            Network network,
            MirroringService mirroring) {
        this.installation = installation;
        this.clock = clock;
        this.security = security;
        this.storage = storage;
        this.sessions = sessions;
        this.network = network;
        this.mirroring = mirroring;
        this.instance = new Instance(installation, security, storage, mirroring, sessions);
    }

    static LabInstance install(
            LabSettings.Host host, Path disk, String password, KeySource keys, Network network, Pacer pacer) {
        HostClock clock = new HostClock(host.clock());
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
        return new LabInstance(installation, clock, security, storage, sessions, network, mirroring);
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

    String name() {
        return installation.machine().name();
    }

    Machine machine() {
        return installation.machine();
    }

    HostClock clock() {
        return clock;
    }

    InstanceSecurity security() {
        return security;
    }

    synchronized Instance instance() {
        return instance;
    }

    /**
     * Lets clients in at an address.
     *
     * @throws IOException when the address is taken
     */
    synchronized TdsServer listen(InetSocketAddress address, ServerTls key) throws IOException {
        TdsServer server = new TdsServer(new LabBackend(instance), address, TdsSettings.of(key));
        server.start();
        if (!address.getAddress().equals(InetAddress.getLoopbackAddress())) {
            network.register(name(), address.getAddress()); // so that its address leads to it as its name does
        }
        wire = new Wire(server.address(), key, server);
        network.publish(name(), TDS_PORT, server.address());
        return server;
    }

    /** The certificate of its SQL connections. */
    ServerTls tls(KeyPair key, InetSocketAddress address) {
        return ServerTls.selfSigned(
                key, installation.serverName(), List.of(address.getAddress().getHostAddress()));
    }

    synchronized boolean isRunning() {
        Wire present = wire;
        return present != null && present.server() != null;
    }

    /**
     * Goes down; catalog, databases and disk stay.
     *
     * @param orderly clients first and with a line in the log; otherwise as when the process dies, links first
     */
    synchronized void stop(boolean orderly) {
        Wire present = wire;
        if (present == null || present.server() == null) {
            return;
        }
        if (orderly) {
            log(17148);
            present.server().close();
        }
        mirroring.close();
        present.server().close();
        network.withdraw(name(), TDS_PORT);
        wire = new Wire(present.address(), present.tls(), null);
    }

    /**
     * Comes up again at the same address with what it had.
     *
     * @throws IOException when the address is taken meanwhile
     */
    synchronized void start() throws IOException {
        Wire present = wire;
        if (present == null || present.server() != null) {
            return;
        }
        mirroring = mirroring.again();
        instance = new Instance(installation, security, storage, mirroring, sessions);
        mirroring.start();
        listenAgain(present);
        log(17126);
    }

    /** Another lab that looks for free addresses may hold this one for a moment. */
    private synchronized void listenAgain(Wire present) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                listen(present.address(), present.tls());
                return;
            } catch (BindException taken) {
                if (attempt == MOST_ATTEMPTS) {
                    throw taken;
                }
                pause();
            }
        }
    }

    private synchronized void pause() throws InterruptedIOException {
        try {
            wait(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The start of " + name() + " was interrupted.");
        }
    }

    private void log(int number) {
        machine().errorLog().write(LOG_SOURCE, Messages.message(number));
    }

    @Override
    public synchronized void close() {
        Wire present = wire;
        if (present != null && present.server() != null) {
            present.server().close();
        }
        mirroring.close();
    }
}
