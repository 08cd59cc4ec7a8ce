package mirrorsh.lab;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import mirrorsh.lab.instance.security.KeySource;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.mirroring.Pacer;

/**
 * What a lab consists of.
 *
 * @param hosts its hosts, in order
 * @param password password of sa on every host; empty for a generated one
 * @param folder where the hosts' disks lie; empty for a temporary folder that goes with the lab
 * @param keys where the instances' RSA keys come from
 * @param pacer makes the time that mirroring feels; the lab closes it
 */
public record LabSettings(
        List<Host> hosts, Optional<String> password, Optional<Path> folder, KeySource keys, Supplier<Pacer> pacer) {
    public LabSettings {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param instance name of the instance; empty for the default instance
     * @param sample whether the sample database AdventureWorks is on it
     * @param clock its clock
     * @param groups whether availability groups are enabled
     */
    public record Host(
            String name,
            String instance,
            Version version,
            Edition edition,
            boolean sample,
            Clock clock,
            boolean groups) {
        public static Host named(String name) {
            return new Host(name, "", Version.SQL_2022, Edition.DEVELOPER, false, Clock.systemDefaultZone(), false);
        }

        public Host withSample() {
            return new Host(name, instance, version, edition, true, clock, groups);
        }

        public Host at(Clock other) {
            return new Host(name, instance, version, edition, sample, other, groups);
        }

        public Host running(Version otherVersion, Edition otherEdition) {
            return new Host(name, instance, otherVersion, otherEdition, sample, clock, groups);
        }

        /** The host with a named instance, which clients look up on UDP 1434. */
        public Host withInstance(String otherInstance) {
            return new Host(name, otherInstance, version, edition, sample, clock, groups);
        }

        /** The host as a node of the lab's failover cluster whose instance may have availability groups. */
        public Host withGroups() {
            return new Host(name, instance, version, edition, sample, clock, true);
        }

        /** {@code @@SERVERNAME}: HOST, or HOST\INSTANCE. */
        public String serverName() {
            return instance.isEmpty() ? name : name + "\\" + instance;
        }
    }

    /** HOST_A with AdventureWorks, HOST_B and HOST_W: SQL Server 2022 Developer. */
    public static LabSettings standard(Optional<String> password) {
        return new LabSettings(
                List.of(Host.named("HOST_A").withSample(), Host.named("HOST_B"), Host.named("HOST_W")),
                password,
                Optional.empty(),
                KeySource.generating(new SecureRandom()),
                Pacer::real);
    }

    /**
     * The same hosts running other versions and editions.
     *
     * @param versions a year for every host, or {@code HOST=YEAR} for some, separated by commas; empty for no change
     * @param editions the same with names of editions
     * @throws IllegalArgumentException with a sentence for the operator when a host, a year or an edition is unknown
     */
    public LabSettings running(String versions, String editions) {
        Map<String, String> years = wishes(versions);
        Map<String, String> names = wishes(editions);
        return withHosts(hosts.stream()
                .map(host -> host.running(
                        version(years.getOrDefault(host.name(), host.version().year())),
                        edition(names.getOrDefault(host.name(), host.edition().title()))))
                .toList());
    }

    private Map<String, String> wishes(String text) {
        Map<String, String> wishes = new HashMap<>();
        for (String wish : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = wish.indexOf('=');
            String value = wish.substring(equals + 1).strip();
            if (equals < 0) {
                hosts.forEach(host -> wishes.put(host.name(), value));
            } else {
                wishes.put(known(wish.substring(0, equals).strip()), value);
            }
        }
        return wishes;
    }

    private String known(String host) {
        return hosts.stream()
                .map(Host::name)
                .filter(host::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The lab has no host " + host + "."));
    }

    private static Version version(String year) {
        return Version.of(year)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The lab has no SQL Server " + year + "; it has " + Version.years() + "."));
    }

    private static Edition edition(String name) {
        return Edition.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The lab has no edition " + name + "; it has " + Edition.titles() + "."));
    }

    public LabSettings withHosts(List<Host> others) {
        return new LabSettings(others, password, folder, keys, pacer);
    }

    public LabSettings withKeys(KeySource others) {
        return new LabSettings(hosts, password, folder, others, pacer);
    }

    public LabSettings withPacer(Supplier<Pacer> other) {
        return new LabSettings(hosts, password, folder, keys, other);
    }
}
