package mirrorsh.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A lab as another process sees it: its disks over SFTP, as between real hosts, a hosts file, and the servers' keys, trusted. */
public final class ServedDisks implements AutoCloseable {
    private static final String SFTP_PASSWORD = "Carried'Pa55word";

    private final Lab lab;
    private final Path folder;
    private final List<SshServer> servers = new ArrayList<>();

    /** @param folder the process's home, where {@code hosts.toml}, {@code config} and {@code state} come to lie */
    public ServedDisks(Lab lab, Path folder) throws IOException, GeneralSecurityException {
        this(lab, folder, LabHost::server);
    }

    /** @param servers where the process reaches each host */
    ServedDisks(Lab lab, Path folder, Function<LabHost, String> servers) throws IOException, GeneralSecurityException {
        this.lab = lab;
        this.folder = folder;
        StringBuilder hosts = new StringBuilder();
        StringBuilder known = new StringBuilder();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        for (LabHost host : lab.hosts()) {
            KeyPair key = generator.generateKeyPair();
            int port = serve(host.disk(), key);
            hosts.append("[" + host.name() + "]\nserver = \"" + servers.apply(host) + "\"\nuser = \"" + host.user()
                    + "\"\nencryption = \"any\"\nsftp = \"backup@127.0.0.1:" + port + "\"\nsftp_folder = 'C:\\'\n");
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.getPublic().getEncoded());
            known.append("sftp://127.0.0.1:" + port + " "
                    + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest) + " " + host.name() + "\n");
        }
        Path config = Files.createDirectories(folder.resolve("config/mirrorsh"));
        Files.writeString(folder.resolve("hosts.toml"), hosts);
        Files.writeString(config.resolve("known-hosts"), known);
    }

    private int serve(Path disk, KeyPair key) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((name, given, session) -> given.equals(SFTP_PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(disk));
        server.start();
        servers.add(server);
        return server.getPort();
    }

    /** What a process is to be told besides its command line. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("MIRRORSH_SFTP_PASSWORD", SFTP_PASSWORD);
        environment.put(
                "MIRRORSH_MASTERKEY_PASSWORD",
                new String(OneSecret.EVERYWHERE.secret().reveal()));
        environment.put(
                "MIRRORSH_DATABASEKEY_PASSWORD",
                new String(OneSecret.EVERYWHERE.secret().reveal()));
        environment.put(
                "MIRRORSH_SIGNATURE_PASSWORD",
                new String(OneSecret.SIGNATURE.secret().reveal()));
        lab.hosts().forEach(host -> environment.put("MIRRORSH_PASSWORD_" + host.name(), host.password()));
        return environment;
    }

    @Override
    public void close() throws IOException {
        for (SshServer server : servers) {
            server.stop(true);
        }
    }
}
