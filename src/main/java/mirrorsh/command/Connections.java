package mirrorsh.command;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.Hosts;
import mirrorsh.model.Instance;
import mirrorsh.tsql.Secret;

/** The connected hosts, and the two ways to change which they are. */
public record Connections(
        Hosts hosts, BiFunction<HostDefinition, Secret, Instance> connect, Consumer<String> disconnect) {}
