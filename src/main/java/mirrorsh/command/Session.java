package mirrorsh.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.Hosts;
import mirrorsh.host.SftpAddress;
import mirrorsh.lab.LabHost;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Runner;
import mirrorsh.runbook.Approvals;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of one shell share: its hosts, the current one, what was last read of them, and the options in force. One command
 * at a time; only {@link #cancel} may be called from elsewhere.
 */
public final class Session {
    private final Console console;
    private final Connections connections;
    private final Runner runner;
    private final LabControl lab;
    private final Folders folders;
    private final Passwords passwords;
    private final StepSecrets secrets;
    private final ServerTrust trust;
    private final Settings settings;
    private final Map<String, HostFile.Entry> reached = new LinkedHashMap<>();
    private HostFile hostFile = HostFile.none();
    private Invocation invocation = Invocation.of(List.of());
    private String current = "";
    private @Nullable Transcript transcript;
    /** A pair with its witness; of more hosts a runbook means some only. */
    private static final int FEW_HOSTS = 3;

    private final Arrival arrival = new Arrival();
    private volatile Runnable cancelled = () -> {};
    private final Map<String, String> servers = new LinkedHashMap<>();
    private final Map<String, Instant> looked = new LinkedHashMap<>();
    private Observation seen = new Observation(Map.of());

    /**
     * A session without hosts.
     *
     * @param environment variables of the process
     * @throws UsageException when the user's settings cannot be understood
     */
    public Session(
            Console console,
            Connections connections,
            Runner runner,
            LabControl lab,
            Folders folders,
            Map<String, String> environment) {
        this.console = console;
        this.connections = connections;
        this.runner = runner;
        this.lab = lab;
        this.folders = folders;
        this.settings = Settings.of(folders.settings(), environment);
        this.passwords = new Passwords(environment, console, settings::commandLimit);
        this.secrets = new StepSecrets(this, passwords, folders.passwords());
        this.trust = new ServerTrust(console, new KnownHosts(folders.knownHosts()));
        applySettings();
    }

    Console console() {
        return console;
    }

    Hosts hosts() {
        arrival.await();
        return connections.hosts();
    }

    /**
     * Many requests at once will follow: where the hosts are few, and there already, their connections are opened meanwhile.
     *
     * @param together how many requests
     */
    void expectMany(int together) {
        if (together > 1 && invocation().yes() && arrival.isOver()) {
            List<String> names = hosts().names();
            if (names.size() <= FEW_HOSTS) {
                hosts().expectMany(names);
            }
        }
    }

    Runner runner() {
        return runner;
    }

    LabControl lab() {
        return lab;
    }

    Folders folders() {
        return folders;
    }

    Secrets secrets() {
        return secrets;
    }

    Settings settings() {
        return settings;
    }

    /** Has the settings take effect. */
    void applySettings() {
        connections.limits().accept(settings.limits());
        boolean colored = settings.isOn(Setting.COLOR);
        // NO_COLOR comes before what was kept, but not before what was just typed
        if (!colored || settings.of(Setting.COLOR).origin() == Settings.Origin.SESSION) {
            console.colored(colored);
        }
    }

    /** Whether lines are edited with the keys of vi. */
    public boolean editsLikeVi() {
        return settings.of(Setting.EDITING).text().equals("vi");
    }

    /** What is known of the current host; never goes to the network. */
    public Glance glance() {
        boolean production = !current.isEmpty() && settings.isProduction(current, servers.getOrDefault(current, ""));
        Duration age = Duration.between(looked.getOrDefault(current, Instant.now()), Instant.now());
        // not hosts(): a prompt waits for nobody
        return new Glance(
                current,
                production,
                seen.find(current),
                age,
                connections.hosts().names());
    }

    Invocation invocation() {
        return invocation;
    }

    void invocation(Invocation inForce) {
        invocation = inForce;
    }

    /** Keeps a transcript from the next command on. */
    void record(Path file) {
        Transcript begun = Transcript.in(file.toAbsolutePath(), Clock.systemUTC());
        transcript = begun;
        console.heardBy(begun::hear);
    }

    void endRecording() {
        transcript = null;
        console.heardBy(line -> {});
    }

    Optional<Path> recordedIn() {
        return Optional.ofNullable(transcript).map(Transcript::file);
    }

    /** Does a command and records it, if a transcript was kept when it began. */
    int recorded(List<String> words, IntSupplier command) {
        Transcript kept = transcript;
        if (kept == null) {
            return command.getAsInt();
        }
        kept.begin();
        int code = command.getAsInt();
        String login =
                seen.find(current).map(host -> " as " + host.instance().login()).orElse("");
        return kept.end(CommandText.of(words), current + login, code, console);
    }

    /** Takes the hosts that the operator has written down. */
    public void define(HostFile file) {
        hostFile = file;
    }

    /** Starts the lab and connects its hosts. */
    public List<LabHost> enterLab() {
        List<LabHost> labHosts = lab.start();
        lab.expectClients();
        for (LabHost host : labHosts) {
            connect(definition(host), Secret.of(host.password()));
        }
        current = labHosts.isEmpty() ? current : labHosts.get(0).name();
        return labHosts;
    }

    /**
     * Starts the lab and begins to connect its hosts; whatever needs them waits for that.
     */
    public List<LabHost> enterLabSoon() {
        List<LabHost> labHosts = lab.start();
        for (LabHost host : labHosts) {
            servers.put(host.name(), host.server());
        }
        current = labHosts.isEmpty() ? current : labHosts.get(0).name();
        arrival.begin(() -> {
            lab.expectClients();
            return labHosts.stream().map(this::arrived).toList();
        });
        return labHosts;
    }

    private Instance arrived(LabHost host) {
        return connections.connect().apply(definition(host), Secret.of(host.password()));
    }

    private static HostDefinition definition(LabHost host) {
        // a lab's certificate is made when it starts: nothing could vouch for it
        return new HostDefinition(host.name(), host.server(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE);
    }

    Instance connect(HostFile.Entry entry) {
        HostDefinition definition = entry.definition();
        boolean wanted = definition.authentication().method().needsPassword(definition.user());
        Secret password =
                wanted ? passwords.of(definition.name(), definition.user(), entry.passwordCommand()) : Secret.of("");
        Instance instance = connect(definition, password);
        reached.put(definition.name(), entry);
        SftpAddress sftp = entry.sftp();
        if (sftp != null) {
            connections.files().accept(definition.name(), sftp);
        }
        return instance;
    }

    /** How the connected hosts were reached; without the lab's, whose addresses end with it. */
    List<HostFile.Entry> reached() {
        return hosts().names().stream()
                .flatMap(name -> Optional.ofNullable(reached.get(name)).stream())
                .toList();
    }

    private Instance connect(HostDefinition definition, Secret password) {
        Instance instance = trust.connecting(
                definition, !invocation.json(), asked -> connections.connect().apply(asked, password));
        servers.put(definition.name(), definition.server());
        current = definition.name();
        return instance;
    }

    /** Trusts no longer the TLS certificate of a host's server. @return how many were trusted */
    int forget(String nameOrServer) {
        return trust.forget(nameOrServer);
    }

    void disconnect(String host) {
        connections.disconnect().accept(host);
        reached.remove(host);
        if (current.equals(host)) {
            current = hosts().names().stream().findFirst().orElse("");
        }
    }

    /** The host that commands act on, empty before the first connection. */
    public String current() {
        return current;
    }

    void use(String host) {
        current = named(host);
    }

    /** Connected hosts and defined ones. */
    public List<String> knownHosts() {
        Set<String> names = new LinkedHashSet<>(hosts().names());
        hostFile.names().stream()
                .filter(name -> names.stream().noneMatch(name::equalsIgnoreCase))
                .toList()
                .forEach(names::add);
        return List.copyOf(names);
    }

    /** The names that are known at the moment; waits for no connection. */
    public List<String> namesAtHand() {
        Set<String> names = new LinkedHashSet<>(servers.keySet());
        names.addAll(hostFile.names());
        return List.copyOf(names);
    }

    /**
     * The host as it is spelled here, connected if it was only defined so far.
     *
     * @throws UsageException when there is no such host
     */
    String named(String host) {
        Optional<String> connected =
                hosts().names().stream().filter(host::equalsIgnoreCase).findFirst();
        if (connected.isPresent()) {
            return connected.get();
        }
        HostFile.Entry entry = hostFile.find(host).orElseThrow(() -> unknown(host));
        String before = current;
        connect(entry);
        current = before.isEmpty() ? entry.definition().name() : before;
        return entry.definition().name();
    }

    /**
     * The host as it is spelled here, or the one that was seen to be that server; as a script names it.
     *
     * @throws UsageException when there is no such host
     */
    String namedOrServer(String hostOrServer) {
        return seen.hosts().values().stream()
                .filter(host -> host.instance().serverName().equalsIgnoreCase(hostOrServer))
                .map(HostState::host)
                .filter(host -> hosts().names().contains(host))
                .findFirst()
                .filter(host -> knownHosts().stream().noneMatch(hostOrServer::equalsIgnoreCase))
                .orElseGet(() -> named(hostOrServer));
    }

    private UsageException unknown(String host) {
        String next = CommandIndex.meant(host, knownHosts())
                .map(name -> name + ", if that is meant; else connect " + host + " SERVER")
                .orElse("connect " + host + " SERVER   (hosts lists what is connected)");
        return new UsageException(host + " is not connected.", next);
    }

    List<String> named(List<String> hosts) {
        List<String> names = new ArrayList<>();
        for (String host : hosts) {
            names.add(named(host));
        }
        return names;
    }

    /** How a host was defined, if it was. */
    Optional<HostFile.Entry> defined(String host) {
        return hostFile.find(host);
    }

    Observation observe(List<String> hosts) {
        Observation now = hosts().observe(named(hosts), List.of());
        saw(now);
        return now;
    }

    /** Takes note of what was read otherwise. */
    void saw(Observation now) {
        now.hosts().keySet().forEach(host -> looked.put(host, Instant.now()));
        seen = seen.updatedBy(now);
    }

    /** The address of each host, as the operator gave it. */
    Map<String, String> servers() {
        return Map.copyOf(servers);
    }

    Approvals approvals() {
        return new Approvals(folders.approvals());
    }

    JournalFolder journals() {
        return new JournalFolder(folders.journals());
    }

    /** What was last read; never goes to the network. */
    public Observation seen() {
        return seen;
    }

    /** What else {@link #cancel} does from now on. */
    void onCancel(Runnable action) {
        cancelled = action;
    }

    /** Stops what is running; from any thread. */
    public void cancel() {
        cancelled.run();
        Set<String> asked = runner.stop();
        // asked a second time, a host would be broken off rather than stopped; not hosts(), which may have to wait
        Hosts reached = connections.hosts();
        reached.names().stream().filter(host -> !asked.contains(host)).forEach(reached::cancel);
    }
}
