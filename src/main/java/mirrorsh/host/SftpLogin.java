package mirrorsh.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import mirrorsh.tsql.Secret;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** Enters SFTP servers with a password or a private key, and only those whose own key is trusted. Safe to share. */
final class SftpLogin implements AutoCloseable {
    /** A person may be looking at the server's key meanwhile. */
    private static final Duration LOGIN = Duration.ofMinutes(2);

    /** At the end, servers whose files were not carried whole are not waited for. */
    private static final Duration GOING = Duration.ofSeconds(2);

    /** The key exchange begins before the session is ours to tell anything. */
    private static final AttributeRepository.AttributeKey<Where> WHERE = new AttributeRepository.AttributeKey<>();

    private record Where(String host, SftpAddress address) {}

    private final SftpAccess access;
    private final Supplier<Limits> limits;
    private @Nullable SshClient started;

    /** @param limits asked anew for every visit */
    SftpLogin(SftpAccess access, Supplier<Limits> limits) {
        this.access = access;
        this.limits = limits;
    }

    /** A session with an SFTP server. */
    record Visit(ClientSession session, SftpClient files) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (session) {
                files.close();
            }
        }
    }

    /**
     * Enters a server; one at a time, so that a person is never asked about two keys at once.
     *
     * @throws HostException when it cannot be reached, shows another key, or does not let us in
     */
    synchronized Visit to(String host, SftpAddress address) {
        ClientSession session = connected(host, address);
        try {
            admit(host, address, session);
            // of a server that falls silent neither an answer nor room for more is awaited longer
            CoreModuleProperties.IDLE_TIMEOUT.set(session, limits.get().reading());
            return new Visit(session, SftpClientFactory.instance().createSftpClient(session));
        } catch (IOException | GeneralSecurityException e) {
            session.close(true);
            throw new HostException(
                    host,
                    address.url() + " did not let " + address.user() + " in: " + e.getMessage() + ".",
                    "the password or the key is another one, or its key is not the one that was trusted.",
                    "hosts forget " + address.url() + " if the server got a new key, then connect " + host + " again",
                    e);
        }
    }

    private ClientSession connected(String host, SftpAddress address) {
        try {
            AttributeRepository context = AttributeRepository.ofKeyValuePair(WHERE, new Where(host, address));
            return client().connect(address.user(), address.server(), address.port(), context, null)
                    .verify(limits.get().connecting())
                    .getSession();
        } catch (IOException e) {
            throw new HostException(
                    host,
                    "No SFTP server of " + host + " answers at " + address.url() + ": " + e.getMessage() + ".",
                    "it is not started, or a firewall is in between.",
                    "connect " + host + " SERVER --sftp USER@SERVER:PORT",
                    e);
        }
    }

    private void admit(String host, SftpAddress address, ClientSession session)
            throws IOException, GeneralSecurityException {
        Optional<Secret> password = access.password(host, address);
        String text = password.map(secret -> new String(secret.reveal())).orElse("");
        password.ifPresent(Secret::close);
        if (address.keyFile().isEmpty()) {
            session.addPasswordIdentity(text);
        } else {
            for (KeyPair key : keys(session, Path.of(address.keyFile()), text)) {
                session.addPublicKeyIdentity(key);
            }
        }
        session.auth().verify(LOGIN);
    }

    private static Iterable<KeyPair> keys(ClientSession session, Path file, String password)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(
                    session,
                    NamedResource.ofName(file.toString()),
                    in,
                    password.isEmpty() ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(password));
            if (keys == null) {
                throw new IOException("the file " + file + " holds no private key");
            }
            return keys;
        }
    }

    /** As for TLS certificates: SHA-256, pairs of digits with colons. */
    static String fingerprint(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isTrusted(ClientSession session, PublicKey key) {
        AttributeRepository context = session.getConnectionContext();
        Where where = context == null ? null : context.getAttribute(WHERE);
        return where != null && access.isTrusted(where.host(), where.address(), fingerprint(key));
    }

    private synchronized SshClient client() {
        SshClient client = started;
        if (client == null) {
            client = SshClient.setUpDefaultClient();
            // only what the operator names: nothing of ~/.ssh is read or offered
            client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.setServerKeyVerifier((session, remote, key) -> isTrusted(session, key));
            CoreModuleProperties.STOP_WAIT_TIME.set(client, GOING);
            client.start();
            started = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        SshClient client = started;
        if (client != null) {
            client.stop();
            started = null;
        }
    }
}
