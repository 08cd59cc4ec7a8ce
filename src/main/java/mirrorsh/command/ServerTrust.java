package mirrorsh.command;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.host.UntrustedCertificateException;

/**
 * Trust on first use: a server's TLS certificate that nobody vouches for is shown, and once the operator trusts it, the server has
 * to show that one and no other. {@code --yes} does not answer this question: nobody would have looked.
 */
final class ServerTrust {
    private final Console console;
    private final KnownHosts known;

    ServerTrust(Console console, KnownHosts known) {
        this.console = console;
        this.known = known;
    }

    /**
     * Connects with what is trusted for the server, and asks where nothing is.
     *
     * @param asking whether it may ask
     * @throws UntrustedCertificateException when the certificate is not trusted
     */
    <T> T connecting(HostDefinition definition, boolean asking, Function<HostDefinition, T> connect) {
        if (definition.encryption() == Encryption.ANY_CERTIFICATE) {
            return connect.apply(definition);
        }
        String server = definition.server();
        Optional<String> pin = known.find(server).map(KnownHosts.Pin::fingerprint);
        try {
            return connect.apply(pin.map(definition::pinnedTo).orElse(definition));
        } catch (UntrustedCertificateException untrusted) {
            String fingerprint = untrusted.certificate().fingerprint();
            if (!asking || !console.interactive() || !isTrusted(server, untrusted)) {
                throw untrusted;
            }
            T connected = connect.apply(definition.pinnedTo(fingerprint));
            known.trust(server, fingerprint, definition.name());
            return connected;
        }
    }

    private boolean isTrusted(String server, UntrustedCertificateException untrusted) {
        console.line("The server's TLS certificate is not signed by anyone this machine trusts.");
        console.line("  SHA-256 " + untrusted.certificate().fingerprint());
        console.line("  subject " + untrusted.certificate().subject());
        String answer =
                console.ask("Trust it for " + server + " from now on? [y/N] ").orElse("");
        return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    int forget(String nameOrServer) {
        return known.forget(nameOrServer);
    }
}
