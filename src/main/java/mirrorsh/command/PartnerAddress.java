package mirrorsh.command;

import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Participant;
import picocli.CommandLine.Option;

/** The address at which the others are told to find a partner or a witness: the one given, else the host's own name and its port. */
final class PartnerAddress {
    private static final String SCHEME = "TCP://";

    @Option(
            names = "--address",
            paramLabel = "NAME",
            description = "The host's network name or TCP://name:port, by default the host's name")
    private String address = "";

    /** As {@code SET PARTNER} and {@code SET WITNESS} take it (tsql.md §8). */
    String url(HostState host) {
        if (address.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return address;
        }
        int port = host.endpoint().map(Endpoint::port).orElse(Participant.DEFAULT_PORT);
        return Participant.named(host.host(), address.isEmpty() ? host.host() : address, port)
                .url();
    }
}
