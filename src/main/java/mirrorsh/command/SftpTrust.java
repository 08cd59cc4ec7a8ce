package mirrorsh.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.host.SftpAccess;
import mirrorsh.host.SftpAddress;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/**
 * Trust on first use for SFTP servers: a key that nobody has trusted is shown, and once the operator trusts it, the server has to
 * show that one and no other. Passwords come from {@code MIRRORSH_SFTP_PASSWORD_HOST_A} or {@code MIRRORSH_SFTP_PASSWORD}, else from
 * a masked prompt, never from arguments.
 */
public final class SftpTrust implements SftpAccess {
    private final Console console;
    private final KnownHosts known;
    private final Passwords passwords;
    private final Map<String, Secret> asked = new ConcurrentHashMap<>();

    /** @param environment variables of the process */
    public SftpTrust(Console console, Folders folders, Map<String, String> environment) {
        this.console = console;
        known = new KnownHosts(folders.knownHosts());
        passwords = new Passwords(environment, console);
    }

    @Override
    public boolean isTrusted(String host, SftpAddress address, String fingerprint) {
        Optional<KnownHosts.Pin> pin = known.find(address.url());
        if (pin.isPresent()) {
            return pin.get().fingerprint().equals(fingerprint);
        }
        console.aside("The SFTP server " + address.url() + " of " + host + " is not known here yet.");
        console.aside("  SHA-256 of its key " + fingerprint);
        if (!console.interactive()) {
            console.aside("  It is not trusted, because there is nobody to ask. Connect once at a terminal.");
            return false;
        }
        String answer = console.ask("Trust it from now on? [y/N] ").orElse("");
        boolean trusted = answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        if (trusted) {
            known.trust(address.url(), fingerprint, host);
        }
        return trusted;
    }

    @Override
    public Optional<Secret> password(String host, SftpAddress address) {
        Optional<Secret> given = passwords
                .fromEnvironment(Passwords.variable("MIRRORSH_SFTP_PASSWORD", host))
                .or(() -> passwords.fromEnvironment("MIRRORSH_SFTP_PASSWORD"));
        if (given.isPresent() || !address.keyFile().isEmpty()) {
            return given;
        }
        return Optional.of(Secret.of(asked.computeIfAbsent(address.user() + " " + address.url(), this::ask)
                .reveal()));
    }

    /** Asked once: a run that copies files must not stop to ask. */
    private Secret ask(String whoAndWhere) {
        return console.askSecret("SFTP password of " + whoAndWhere.replace(" ", " at ") + ": ")
                .orElseThrow(() -> new UsageException(
                        "There is no SFTP password of " + whoAndWhere.replace(" ", " at ") + ", and nobody to ask.",
                        "set MIRRORSH_SFTP_PASSWORD, or connect with --sftp-key"));
    }
}
