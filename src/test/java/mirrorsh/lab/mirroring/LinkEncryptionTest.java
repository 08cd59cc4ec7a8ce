package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody on the wire between two endpoints sees (procedure.md §8.2). */
class LinkEncryptionTest {
    private static final String ROW = "Salary of the director";

    private final TestLab lab = new TestLab();
    private final TestHost a = lab.a;
    private final TestHost b = lab.b;
    private final Tap tap = new Tap();

    /** Hands every byte on and keeps it. */
    private static final class Tap implements AutoCloseable {
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private ServerSocket socket;

        InetSocketAddress before(InetSocketAddress target) throws IOException {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            threads.execute(() -> {
                try {
                    while (true) {
                        Socket caller = socket.accept();
                        Socket called = new Socket(target.getAddress(), target.getPort());
                        threads.execute(() -> copy(caller, called));
                        threads.execute(() -> copy(called, caller));
                    }
                } catch (IOException e) {
                    threads.shutdown(); // the tap was closed
                }
            });
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        private void copy(Socket from, Socket to) {
            byte[] bytes = new byte[4096];
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    synchronized (seen) {
                        seen.write(bytes, 0, count);
                    }
                    out.write(bytes, 0, count);
                }
            } catch (IOException e) {
                threads.shutdown(); // either end broke
            }
        }

        boolean saw(String text) {
            synchronized (seen) {
                return seen.toString(StandardCharsets.ISO_8859_1).contains(text);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            threads.shutdownNow();
        }
    }

    @BeforeEach
    void listenOnTheWire() throws IOException {
        lab.network.publish(
                "HOST_B",
                7024,
                tap.before(lab.network.realAddress("HOST_B", 7024).orElseThrow()));
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
        tap.close();
    }

    /** A row goes over the tapped link; the encryption as the catalog shows it. */
    private String mirrored() {
        b.partner(a);
        a.partner(b);
        lab.until("4", () -> a.shows().equals("1/4") && b.shows().equals("2/4"));
        a.database.commit(ROW);
        assertThat(b.database.content()).contains(ROW);
        assertThat(tap.saw("HOST_A")).as("the greeting is in the clear").isTrue();
        return a.service.links().get(0).encryptionAlgorithmText();
    }

    private void both(EncryptionMode mode, EncryptionAlgorithm... algorithms) {
        a.security.encryption(mode, algorithms);
        b.security.encryption(mode, algorithms);
    }

    @Test
    void aesHidesTheRows() {
        assertThat(mirrored()).isEqualTo("AES");
        assertThat(tap.saw(ROW)).isFalse();
        assertThat(tap.saw("Sales")).isFalse();
    }

    @Test
    void rc4HidesTheRows() {
        both(EncryptionMode.SUPPORTED, EncryptionAlgorithm.RC4);

        assertThat(mirrored()).isEqualTo("RC4");
        assertThat(tap.saw(ROW)).isFalse();
    }

    @Test
    void disabledShowsThem() {
        both(EncryptionMode.DISABLED);

        assertThat(mirrored()).isEqualTo("NONE");
        assertThat(tap.saw(ROW)).isTrue();
    }

    @Test
    void oneSideThatIsDisabledIsEnoughWhereTheOtherOnlySupportsIt() {
        a.security.encryption(EncryptionMode.DISABLED);
        b.security.encryption(EncryptionMode.SUPPORTED, EncryptionAlgorithm.AES);

        assertThat(mirrored()).isEqualTo("NONE");
        assertThat(tap.saw(ROW)).isTrue();
    }
}
