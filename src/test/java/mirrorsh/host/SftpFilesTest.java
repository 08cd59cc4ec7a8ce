package mirrorsh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mirrorsh.model.UsageException;
import mirrorsh.trust.Wire;
import mirrorsh.tsql.Secret;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hosts' disks behind real SFTP servers in this process. */
class SftpFilesTest {
    private static final String PASSWORD = "Sftp'Pa55word";

    @TempDir
    private Path folder;

    private final Map<String, SshServer> servers = new HashMap<>();
    private final Map<String, String> pins = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final KeyPair user = pair("RSA", 2048);
    private String password = PASSWORD;
    private boolean trusting = true;
    private Limits limits = Limits.USUAL;
    private SftpFiles files;

    private final SftpAccess access = new SftpAccess() {
        @Override
        public boolean isTrusted(String host, SftpAddress address, String fingerprint) {
            String pin = pins.get(address.url());
            if (pin != null) {
                return pin.equals(fingerprint);
            }
            asked.add(host + " " + fingerprint);
            if (trusting) {
                pins.put(address.url(), fingerprint);
            }
            return trusting;
        }

        @Override
        public Optional<Secret> password(String host, SftpAddress address) {
            return address.keyFile().isEmpty() ? Optional.of(Secret.of(password)) : Optional.empty();
        }
    };

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        for (String host : List.of("HOST_A", "HOST_B")) {
            servers.put(host, serve(host, 0));
        }
        files = new SftpFiles(access, () -> limits);
    }

    private SshServer serve(String host, int port) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(pair("EC", 256)));
        server.setPasswordAuthenticator((name, given, session) -> name.equals("backup") && given.equals(PASSWORD));
        server.setPublickeyAuthenticator((name, key, session) -> key.equals(user.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(Files.createDirectories(disk(host))));
        server.start();
        return server;
    }

    @AfterEach
    void stop() throws IOException {
        files.close();
        for (SshServer server : servers.values()) {
            server.stop(true);
        }
    }

    private Path disk(String host) {
        return folder.resolve(host);
    }

    private SftpAddress address(String host, String keyFile) {
        return SftpAddress.of("backup@127.0.0.1:" + servers.get(host).getPort(), keyFile, "C:\\");
    }

    private void reachBoth() {
        servers.keySet().forEach(host -> files.reach(host, address(host, "")));
    }

    @Test
    void carriesAFileWhole() throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Files.createDirectories(disk("HOST_A").resolve("Backup"));
        Files.write(disk("HOST_A").resolve("Backup/Sales.bak"), content);
        reachBoth();
        List<Long> progress = new ArrayList<>();

        files.copy("HOST_A", "C:\\Backup\\Sales.bak", "HOST_B", "C:\\Sales.bak", (bytes, total) -> {
            assertThat(total).isEqualTo(content.length);
            progress.add(bytes);
        });

        assertThat(disk("HOST_B").resolve("Sales.bak")).hasBinaryContent(content);
        assertThat(disk("HOST_B").resolve("Sales.bak.part")).doesNotExist();
        assertThat(progress).isNotEmpty().isSorted().allMatch(bytes -> bytes > 0 && bytes <= content.length);
    }

    /** Takes some seconds: the silence itself, and what the library waits for a session's end. */
    @ParameterizedTest
    @ValueSource(strings = {"HOST_A", "HOST_B"})
    void givesUpOnAServerThatFallsSilent(String silent) throws IOException {
        limits = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5));
        Files.write(disk("HOST_A").resolve("big.bak"), new byte[40_000_000]);
        try (Wire wire = new Wire("127.0.0.1," + servers.get(silent).getPort())) {
            reachBoth();
            files.reach(silent, SftpAddress.of("backup@" + wire.address().replace(',', ':'), "", "C:\\"));
            long begin = System.nanoTime();

            assertThatThrownBy(() -> files.copy(
                            "HOST_A", "C:\\big.bak", "HOST_B", "C:\\big.bak", (bytes, total) -> wire.fallSilent(true)))
                    .isInstanceOf(HostException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
            assertThat(disk("HOST_B").resolve("big.bak")).doesNotExist();
        }
    }

    @Test
    void replacesAnOlderFile() throws IOException {
        Files.writeString(disk("HOST_A").resolve("a.trn"), "new");
        Files.writeString(disk("HOST_B").resolve("a.trn"), "older and longer");
        reachBoth();

        files.copy("HOST_A", "C:\\a.trn", "HOST_B", "C:\\a.trn");

        assertThat(disk("HOST_B").resolve("a.trn")).hasContent("new");
    }

    @Test
    void leavesWhatIsThereWhenTheOriginalIsMissing() throws IOException {
        Files.writeString(disk("HOST_B").resolve("a.trn"), "kept");
        reachBoth();

        assertThatThrownBy(() -> files.copy("HOST_A", "C:\\a.trn", "HOST_B", "C:\\a.trn"))
                .isInstanceOf(HostException.class)
                .hasMessage("The SFTP server of HOST_A does not show the file C:\\a.trn (as /a.trn).");
        assertThat(disk("HOST_B").resolve("a.trn")).hasContent("kept");
    }

    @Test
    void saysWhichFolderIsMissing() throws IOException {
        Files.writeString(disk("HOST_A").resolve("a.trn"), "new");
        reachBoth();

        assertThatThrownBy(() -> files.copy("HOST_A", "C:\\a.trn", "HOST_B", "C:\\none\\a.trn"))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("of HOST_B could not be given C:\\a.trn of HOST_A as C:\\none\\a.trn");
    }

    @Test
    void refusesAPathThatTheServerDoesNotShow() {
        reachBoth();

        assertThatThrownBy(() -> files.copy("HOST_A", "D:\\a.trn", "HOST_B", "C:\\a.trn"))
                .hasMessageContaining("D:\\a.trn of HOST_A is not in C:\\");
    }

    @Test
    void asksOnceWhetherAServerIsToBeTrusted() throws IOException {
        Files.writeString(disk("HOST_A").resolve("a.trn"), "new");

        reachBoth();
        files.copy("HOST_A", "C:\\a.trn", "HOST_B", "C:\\a.trn");

        assertThat(asked).hasSize(2).allMatch(line -> line.matches("HOST_[AB] ([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    }

    @Test
    void doesNotEnterAServerThatIsNotTrusted() {
        trusting = false;

        assertThatThrownBy(() -> files.reach("HOST_A", address("HOST_A", "")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("did not let backup in");
        assertThat(files.reaches("HOST_A", "HOST_A")).isFalse();
    }

    @Test
    void doesNotEnterAServerWhoseKeyChanged() throws IOException {
        reachBoth();
        Files.writeString(disk("HOST_A").resolve("a.trn"), "new");
        int port = servers.get("HOST_B").getPort();
        servers.get("HOST_B").stop(true);
        servers.put("HOST_B", serve("HOST_B", port));

        assertThatThrownBy(() -> files.copy("HOST_A", "C:\\a.trn", "HOST_B", "C:\\a.trn"))
                .isInstanceOf(HostException.class);
        assertThat(disk("HOST_B").resolve("a.trn")).doesNotExist();
    }

    @Test
    void tellsAWrongPasswordWithoutShowingIt() {
        password = "Wrong'Pa55word";

        assertThatThrownBy(() -> files.reach("HOST_A", address("HOST_A", "")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("did not let backup in")
                .hasMessageNotContaining("Pa55word");
    }

    @Test
    void entersWithAPrivateKey() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                                .encodeToString(user.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        password = "none";

        files.reach("HOST_A", address("HOST_A", key.toString()));

        assertThat(files.reaches("HOST_A", "HOST_A")).isTrue();
    }

    @Test
    void saysThatNothingAnswers() throws IOException {
        SftpAddress address = address("HOST_A", "");
        servers.get("HOST_A").stop(true);

        assertThatThrownBy(() -> files.reach("HOST_A", address))
                .hasMessageContaining("No SFTP server of HOST_A answers at sftp://127.0.0.1:");
    }

    @Test
    void readsAddressesAsPeopleWriteThem() {
        SftpAddress address = SftpAddress.of("me@sql1.example", "", "");

        assertThat(address.url()).isEqualTo("sftp://sql1.example:22");
        assertThat(address.remote("A", "C:\\Backup\\a.bak")).isEqualTo("/C:/Backup/a.bak");
        assertThat(address.remote("A", "/var/opt/a.bak")).isEqualTo("/var/opt/a.bak");
        assertThatThrownBy(() -> SftpAddress.of("sql1.example", "", "")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> SftpAddress.of("me@sql1:99999", "", "")).isInstanceOf(UsageException.class);
    }
}
