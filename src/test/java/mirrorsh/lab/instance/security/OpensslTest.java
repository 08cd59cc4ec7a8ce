package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second opinion on the DER that we write, where openssl is installed. */
class OpensslTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void find() {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "openssl"))));
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void write(Version version) throws IOException {
        byte[] der = X509.selfSigned(
                version,
                new TestKeys().rsa(1024),
                new SelfSigned(
                        "HOST_A mirroring", LocalDateTime.of(2026, 3, 10, 10, 0), LocalDateTime.of(2052, 3, 10, 10, 0)),
                new BigInteger("7f0102030405060708090a0b0c0d0e0f", 16));
        Files.write(folder.resolve("a.cer"), der);
    }

    @Test
    void readsEveryField() throws Exception {
        write(Version.SQL_2022);

        String text = openssl("x509", "-inform", "DER", "-in", "a.cer", "-noout", "-text");

        assertThat(text)
                .contains("Version: 1 (0x0)")
                .contains("7f:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f")
                .contains("sha256WithRSAEncryption")
                .containsPattern("Issuer: CN ?= ?HOST_A mirroring")
                .containsPattern("Not Before *: Mar 10 10:00:00 2026 GMT")
                .containsPattern("Not After *: Mar 10 10:00:00 2052 GMT");
    }

    @Test
    void verifiesTheSignature() throws Exception {
        write(Version.SQL_2022);
        openssl("x509", "-inform", "DER", "-in", "a.cer", "-out", "a.pem");

        String verdict =
                openssl("verify", "-check_ss_sig", "-no_check_time", "-auth_level", "0", "-CAfile", "a.pem", "a.pem");

        assertThat(verdict).contains("a.pem: OK");
    }
}
