package mirrorsh.command;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.Hosts;
import mirrorsh.host.Limits;
import mirrorsh.host.SftpAddress;
import mirrorsh.model.Instance;
import mirrorsh.tsql.Secret;

/**
 * The connected hosts, and the ways to change which they are.
 *
 * @param limits sets how long hosts may take from now on
 * @param files says where a host's disk is reached over SFTP from now on
 */
public record Connections(
        Hosts hosts,
        BiFunction<HostDefinition, Secret, Instance> connect,
        Consumer<String> disconnect,
        Consumer<Limits> limits,
        BiConsumer<String, SftpAddress> files) {
    /** Connections with no files but those that a person copies. */
    public Connections(
            Hosts hosts,
            BiFunction<HostDefinition, Secret, Instance> connect,
            Consumer<String> disconnect,
            Consumer<Limits> limits) {
        this(hosts, connect, disconnect, limits, (host, address) -> {});
    }

    /** Connections whose limits stay as they are, and with no files but those that a person copies. */
    public Connections(Hosts hosts, BiFunction<HostDefinition, Secret, Instance> connect, Consumer<String> disconnect) {
        this(hosts, connect, disconnect, limits -> {}, (host, address) -> {});
    }
}
