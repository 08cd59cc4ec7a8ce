package mirrorsh.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.security.KeyPool;
import mirrorsh.lab.machine.BlobStore;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.mirroring.Cluster;
import mirrorsh.lab.mirroring.Network;
import mirrorsh.lab.mirroring.Pacer;
import mirrorsh.lab.tds.ServerTls;
import mirrorsh.lab.tds.TdsServer;
import org.jspecify.annotations.Nullable;

/**
 * Several imitation instances in this process, each reached over its own loopback address, with a network between them. Owns
 * their threads, sockets and disks. Safe to share.
 */
public final class Lab implements AutoCloseable {
    private static final int ENDPOINT_PORT = 7024;
    private static final int TLS_KEY_BITS = 2048;
    /** Making a key takes longer than starting all instances: those of the first pair and its witness are made ahead. */
    private static final int KEYS_AHEAD = 3;

    private static final int KEY_SECONDS = 30;

    private final LabSettings settings;
    private final Path folder;
    private final String password;
    private final Network network = new Network();
    private final Pacer pacer;
    private final ExecutorService preparing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lab preparing");
        thread.setDaemon(true);
        return thread;
    });
    private final FutureTask<KeyPair> tlsKey;
    private final KeyPool keys;
    private @Nullable DatagramSocket claim;
    private final List<LabInstance> instances = new ArrayList<>();
    private final Faults faults;
    private List<LabHost> hosts = List.of();

    private Lab(LabSettings settings, Path folder, String password) {
        this.settings = settings;
        this.folder = folder;
        this.password = password;
        this.pacer = settings.pacer().get();
        this.faults = new Faults(instances, network, password);
        this.tlsKey = new FutureTask<>(() -> settings.keys().rsa(TLS_KEY_BITS));
        Version version = settings.hosts().isEmpty()
                ? Version.SQL_2022
                : settings.hosts().get(0).version();
        this.keys = new KeyPool(settings.keys(), version, KEYS_AHEAD);
    }

    /**
     * Starts a lab; when it returns, every host accepts connections.
     *
     * @throws IOException when disks or sockets cannot be had
     */
    public static Lab start(LabSettings settings) throws IOException {
        Path folder =
                settings.folder().isPresent() ? settings.folder().get() : Files.createTempDirectory("mirrorsh-lab-");
        Lab lab = new Lab(settings, folder, settings.password().orElseGet(LabPassword::generated));
        try {
            lab.open();
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
        return lab;
    }

    private void open() throws IOException {
        LabInstance.Common common =
                new LabInstance.Common(network, pacer, new Cluster(), keys, new BlobStore(Clock.systemUTC()));
        for (LabSettings.Host host : settings.hosts()) {
            LabInstance instance = LabInstance.install(host, disk(host.name()), password, common);
            instances.add(instance);
            if (host.sample()) {
                instance.furnishLater(this::sample);
            }
        }
        LabAddresses.Bound<TdsServer> bound = LabAddresses.bindAll(instances.size(), (index, address) -> {
            LabInstance instance = instances.get(index);
            ServerTls tls = ServerTls.selfSigned(
                    this::tlsKey, instance.name(), List.of(address.getAddress().getHostAddress()));
            return instance.listen(address, tls);
        });
        claim = bound.claim();
        List<LabHost> ready = new ArrayList<>();
        for (int i = 0; i < bound.services().size(); i++) {
            ready.add(describe(settings.hosts().get(i).name(), bound.services().get(i)));
        }
        hosts = List.copyOf(ready);
    }

    /**
     * Clients will come soon: begins to make what the first of them would wait for, which takes longer than the start. What is not
     * begun by then is made when it is needed.
     */
    public void expectClients() {
        preparing.execute(tlsKey);
        instances.forEach(
                instance -> preparing.submit(instance::instance)); // a failure is told to the client, who tries again
        keys.begin(preparing);
    }

    private KeyPair tlsKey() {
        try {
            tlsKey.run(); // nothing, if it is made already or just being made
            return tlsKey.get(KEY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the key for TLS was made.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The lab has no key for TLS.", e);
        }
    }

    private LabHost describe(String name, TdsServer server) {
        String address = server.address().getAddress().getHostAddress() + ","
                + server.address().getPort();
        return new LabHost(name, address, "sa", password, "TCP://" + name + ":" + ENDPOINT_PORT, disk(name));
    }

    private Path disk(String host) {
        return folder.resolve(host);
    }

    /** Makes the sample database the way anybody would: by a script through a session of sa. */
    private void sample(Instance instance) {
        try (InputStream script = Lab.class.getResourceAsStream("adventure-works.sql")) {
            if (script == null) {
                throw new IllegalStateException("The sample database's script is missing from the program.");
            }
            new ScriptRunner(instance, password).run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The hosts, in order. */
    public List<LabHost> hosts() {
        return hosts;
    }

    /** A host by name, without regard to case. */
    public Optional<LabHost> host(String name) {
        return hosts.stream().filter(host -> host.name().equalsIgnoreCase(name)).findFirst();
    }

    /** What can be broken in it. */
    public Faults faults() {
        return faults;
    }

    /** The network between the instances. */
    public Network network() {
        return network;
    }

    /**
     * Copies a file from one host's disk to another's.
     *
     * @throws IOException when the host is unknown, the file is not there or cannot be written
     */
    public void copy(String fromHost, String fromPath, String toHost, String toPath) throws IOException {
        byte[] content = diskOf(fromHost).read(fromPath);
        diskOf(toHost).write(toPath, content);
    }

    private Disk diskOf(String name) throws IOException {
        return find(name)
                .orElseThrow(() -> new IOException("The lab has no host " + name + "."))
                .instance()
                .installation()
                .machine()
                .disk();
    }

    private Optional<LabInstance> find(String name) {
        return instances.stream()
                .filter(instance -> instance.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * The instance of a host, for faults and for whoever looks behind the scenes.
     *
     * @throws IllegalArgumentException when the lab has no such host
     */
    LabInstance instance(String host) {
        return find(host).orElseThrow(() -> new IllegalArgumentException("The lab has no host " + host + "."));
    }

    /** Whether a host's instance is up. */
    public boolean isUp(String host) {
        return instance(host).isUp();
    }

    /**
     * Stops a host's instance as if its process ended: clients and links are cut. Nothing happens when it is down.
     *
     * @throws IllegalArgumentException when the lab has no such host
     */
    public void stop(String host) {
        instance(host).stop();
    }

    /**
     * Starts a host's instance again, at its old address and with what it had. Nothing happens when it is up.
     *
     * @throws IllegalArgumentException when the lab has no such host
     * @throws IOException when its address was taken meanwhile
     */
    public void start(String host) throws IOException {
        instance(host).start();
    }

    /**
     * Brings a host's instance to a newer release, as its set-up does: it goes down and comes up again.
     *
     * @param year of the release, for example "2022"
     * @throws IllegalArgumentException when the lab has no such host or release
     * @throws IOException when its address was taken meanwhile
     */
    public void upgrade(String host, String year) throws IOException {
        Version to = Version.of(year)
                .orElseThrow(() -> new IllegalArgumentException("The lab has no SQL Server " + year + "."));
        instance(host).upgrade(to);
    }

    @Override
    public void close() {
        instances.parallelStream().forEach(LabInstance::close);
        DatagramSocket claimed = claim;
        if (claimed != null) {
            claimed.close();
        }
        pacer.close();
        keys.close();
        preparing.shutdownNow();
        if (settings.folder().isEmpty()) {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, java.io.IOException problem)
                        throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a file still open on Windows: it lies in the system's temporary folder, which is cleaned by others
            folder.toFile().deleteOnExit();
        }
    }
}
