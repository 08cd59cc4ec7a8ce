package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.Hosts;
import mirrorsh.lab.LabHost;
import mirrorsh.model.Instance;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.run.Runner;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.Secret;

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
    private HostFile hostFile = HostFile.none();
    private Invocation invocation = Invocation.of(List.of());
    private String current = "";
    private Observation seen = new Observation(Map.of());

    /** @param environment variables of the process */
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
        this.passwords = new Passwords(environment, console);
        this.secrets = new StepSecrets(this, passwords, folders.passwords());
    }

    Console console() {
        return console;
    }

    Hosts hosts() {
        return connections.hosts();
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

    Invocation invocation() {
        return invocation;
    }

    void invocation(Invocation inForce) {
        invocation = inForce;
    }

    /** Takes the hosts that the operator has written down. */
    public void define(HostFile file) {
        hostFile = file;
    }

    /** Starts the lab and connects its hosts. */
    public List<LabHost> enterLab() {
        List<LabHost> labHosts = lab.start();
        for (LabHost host : labHosts) {
            // a lab's certificate is made when it starts: nothing could vouch for it
            connect(
                    new HostDefinition(
                            host.name(), host.server(), host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                    Secret.of(host.password()));
        }
        current = labHosts.isEmpty() ? current : labHosts.get(0).name();
        return labHosts;
    }

    Instance connect(HostDefinition definition, String passwordCommand) {
        return connect(definition, passwords.of(definition.name(), definition.user(), passwordCommand));
    }

    private Instance connect(HostDefinition definition, Secret password) {
        Instance instance = connections.connect().apply(definition, password);
        current = definition.name();
        return instance;
    }

    void disconnect(String host) {
        connections.disconnect().accept(host);
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
        connect(entry.definition(), entry.passwordCommand());
        current = before.isEmpty() ? entry.definition().name() : before;
        return entry.definition().name();
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
        seen = seen.updatedBy(now);
        return now;
    }

    /** What was last read; never goes to the network. */
    public Observation seen() {
        return seen;
    }

    /** Stops what is running; from any thread. */
    public void cancel() {
        runner.stop();
        hosts().names().forEach(hosts()::cancel);
    }
}
