package mirrorsh.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.instance.Sessions;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.Credential;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.security.Encryptor;
import mirrorsh.lab.instance.security.InstanceSecurity;
import mirrorsh.lab.instance.security.KeySource;
import mirrorsh.lab.instance.security.SecuritySetup;
import mirrorsh.lab.instance.storage.InstanceStorage;
import mirrorsh.lab.instance.storage.Principals;
import mirrorsh.lab.machine.BlobStore;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.HostClock;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.machine.Patches;
import mirrorsh.lab.mirroring.AvailabilityGroups;
import mirrorsh.lab.mirroring.Cluster;
import mirrorsh.lab.mirroring.MirroringService;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.mirroring.Pacer;
import mirrorsh.lab.mirroring.WitnessBook;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.tds.InstanceBrowser;
import mirrorsh.lab.tds.ServerTls;
import mirrorsh.lab.tds.TdsServer;
import mirrorsh.lab.tds.TdsSettings;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * One instance, put together from its rooms, that can go down and come up again: what it stores stays, its links and client
 * connections do not. Safe to share.
 */
final class LabInstance implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 30;
    private static final long PAUSE_MILLIS = 100;
    private static final String LOG_SOURCE = "Server";
    private static final int STARTED = 17126;
    private static final int STOPPED = 17148;
    private static final int TDS_PORT = 1433;

    private final Installation installation;
    private final HostClock clock;
    private final InstanceSecurity security;
    private final InstanceStorage storage;
    private final MirroringService.Outside outside;
    private final AvailabilityGroups availability;
    private final Instance instance;
    private final PresentMirroring mirroring = new PresentMirroring();
    private final Object furnisher = new Object();
    private volatile @Nullable Consumer<Instance> furnishing;
    private @Nullable TdsServer server;
    private @Nullable InstanceBrowser browser;
    private @Nullable InetSocketAddress address;
    private @Nullable ServerTls tls;

    private LabInstance(LabSettings.Host host, Path disk, String password, Common common) {
        this.clock = new HostClock(host.clock());
        Machine machine = new Machine(host.name(), clock, new Disk(disk), new ErrorLog(clock), common.blobs());
        this.installation = new Installation(host.serverName(), host.version(), host.edition(), machine);
        DatabaseSecurity master = DatabaseSecurity.fresh();
        SecureRandom random = new SecureRandom();
        SecuritySetup setup = SecuritySetup.of(installation, password, random).with(common.keys());
        this.security = new InstanceSecurity(installation, master, random, setup);
        Sessions sessions = new Sessions();
        this.storage = new InstanceStorage(installation, master, principals(security), sessions);
        common.network().register(host.name());
        this.outside = new MirroringService.Outside(common.network(), common.pacer(), new WitnessBook());
        this.availability =
                new AvailabilityGroups(installation, storage, common.cluster(), host.groups(), mirroring::present);
        this.instance =
                new Instance(installation, security, storage, new Instance.Network(mirroring, availability), sessions);
        begin();
    }

    /** What the instances of a lab have in common. */
    record Common(Network network, Pacer pacer, Cluster cluster, KeySource keys, BlobStore blobs) {}

    /** An instance that is up, but not yet reached by clients. */
    static LabInstance install(LabSettings.Host host, Path disk, String password, Common common) {
        return new LabInstance(host, disk, password, common);
    }

    private void begin() {
        availability.forgetGone();
        MirroringService service = new MirroringService(installation, storage, security.transport(), outside);
        mirroring.begin(service);
        service.start();
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

            @Override
            public void openEncryption(byte[] thumbprint) {
                security.openEncryption(thumbprint);
            }

            @Override
            public Encryptor backupEncryptor(String certificate, Caller caller) {
                return security.backupEncryptor(certificate, caller);
            }

            @Override
            public Optional<Credential> credential(String name) {
                return security.credential(name);
            }
        };
    }

    /** The instance with all that it should have. */
    Instance instance() {
        furnish();
        return instance;
    }

    /**
     * What it should have besides is made for the first client: its start need not wait for that.
     *
     * @param maker makes it; where it fails, whoever asked is told, and the next one begins anew
     */
    void furnishLater(Consumer<Instance> maker) {
        furnishing = maker;
    }

    /**
     * Makes what is still to be made. One makes it, the others wait; the lock is for this alone, because who goes down waits for
     * clients that may be waiting here.
     */
    void furnish() {
        if (furnishing == null) {
            return;
        }
        synchronized (furnisher) {
            Consumer<Instance> maker = furnishing;
            if (maker != null) {
                maker.accept(instance);
                furnishing = null;
            }
        }
    }

    String name() {
        return installation.machine().name();
    }

    Machine machine() {
        return installation.machine();
    }

    Patches patches() {
        return installation.patches();
    }

    HostClock clock() {
        return clock;
    }

    InstanceSecurity security() {
        return security;
    }

    Mirroring mirroring() {
        return mirroring;
    }

    /** Lets clients connect at an address; after a restart they connect there again. */
    synchronized TdsServer listen(InetSocketAddress wanted, ServerTls identity) throws IOException {
        TdsServer opened = new TdsServer(new LabBackend(instance, this::furnish), wanted, TdsSettings.of(identity));
        opened.start();
        server = opened;
        address = opened.address();
        tls = identity;
        if (!wanted.getAddress().equals(InetAddress.getLoopbackAddress())) {
            outside.network().register(name(), wanted.getAddress()); // its address leads to it as its name does
        }
        outside.network().publish(name(), TDS_PORT, opened.address());
        browser = browse(opened.address());
        return opened;
    }

    /** Null where the port is taken, as by a second lab on the one loopback address there is: clients then need the port. */
    private @Nullable InstanceBrowser browse(InetSocketAddress at) {
        Installation.Version version = installation.version();
        String number = version.major() + "." + version.minor() + "." + installation.build() + ".1";
        try {
            return InstanceBrowser.open(
                    at.getAddress(),
                    new InstanceBrowser.Instance(name(), installation.instanceName(), number, at.getPort()));
        } catch (IOException taken) {
            return null;
        }
    }

    synchronized boolean isUp() {
        return mirroring.isUp();
    }

    /** Goes down at once: clients are cut, links break, nothing more is confirmed. Nothing happens when it is down already. */
    synchronized void stop() {
        furnish();
        TdsServer open = server;
        server = null;
        InstanceBrowser telling = browser;
        browser = null;
        if (telling != null) {
            telling.close();
        }
        if (open != null) {
            open.close(); // first: no commit may be confirmed to a client once mirroring is gone
        }
        mirroring.end();
        outside.network().withdraw(name(), TDS_PORT);
    }

    /** Goes down as a service that was told to: with a line in the error log. */
    synchronized void stopInOrder() {
        if (isUp()) {
            log(STOPPED);
        }
        stop();
    }

    /** Some other program that looks for a free address may hold this one for a moment. */
    private synchronized void listenAgain(InetSocketAddress before, ServerTls identity) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                listen(before, identity);
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

    /** Comes up with what it had. Nothing happens when it is up. */
    synchronized void start() throws IOException {
        if (mirroring.isUp()) {
            return;
        }
        begin();
        InetSocketAddress before = address;
        ServerTls identity = tls;
        if (before != null && identity != null) {
            listenAgain(before, identity);
        }
        log(STARTED);
    }

    /** What the set-up of a newer release does: the instance goes down and comes up again as that, with what it had. */
    synchronized void upgrade(Installation.Version to) throws IOException {
        stopInOrder();
        installation.patches().upgrade(to);
        start();
    }

    @Override
    public void close() {
        synchronized (furnisher) {
            furnishing = null;
        }
        stop();
    }

    /** The mirroring of the instance's present life; none while it is down. */
    private static final class PresentMirroring implements Mirroring {
        private volatile @Nullable MirroringService present;

        boolean isUp() {
            return present != null;
        }

        Optional<MirroringService> present() {
            return Optional.ofNullable(present);
        }

        void begin(MirroringService service) {
            present = service;
        }

        void end() {
            MirroringService ended = present;
            present = null;
            if (ended != null) {
                ended.close();
            }
        }

        private MirroringService service() {
            MirroringService service = present;
            if (service == null) {
                throw SqlFailure.of(596); // its clients are cut already; nobody hears this
            }
            return service;
        }

        @Override
        public void execute(MirroringStatement statement, Caller caller) {
            service().execute(statement, caller);
        }

        @Override
        public void endpointChanged() {
            service().endpointChanged();
        }

        @Override
        public List<Link> links() {
            return service().links();
        }

        @Override
        public List<Listener> listeners() {
            return service().listeners();
        }

        @Override
        public List<Witnessed> witnessed() {
            return service().witnessed();
        }

        @Override
        public long sendQueue(String database) {
            return service().sendQueue(database);
        }

        @Override
        public long redoQueue(String database) {
            return service().redoQueue(database);
        }

        @Override
        public Optional<Traffic> traffic(String database) {
            return service().traffic(database);
        }

        @Override
        public void close() {
            end();
        }
    }
}
