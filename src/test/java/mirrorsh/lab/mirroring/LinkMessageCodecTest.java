package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import mirrorsh.lab.instance.storage.LogRecord;
import mirrorsh.lab.mirroring.LinkMessageCodec.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkMessageCodecTest {
    private static final UUID GUID = new UUID(1, 2);
    private static final Facts FACTS = new Facts(
            GUID,
            "Sales",
            new UUID(3, 4),
            new UUID(5, 6),
            "HOST_A",
            16,
            "HOST_B",
            1,
            2,
            4,
            true,
            false,
            3,
            10,
            "TCP://HOST_W:7024",
            1,
            99,
            -1,
            new UUID(7, 8),
            50,
            6);

    static Stream<LinkMessage> messages() {
        return Stream.of(
                new LinkMessage.Ping(),
                new LinkMessage.Configure(FACTS),
                new LinkMessage.Meet(FACTS),
                new LinkMessage.Answer(1412, 0, Optional.empty()),
                new LinkMessage.Answer(0, 1, Optional.of(FACTS)),
                new LinkMessage.Begin(FACTS, 42, 43),
                new LinkMessage.Changed(FACTS),
                new LinkMessage.Hardened(GUID, 8, 7),
                new LinkMessage.RedoFailed(GUID, 5149, 16, 3),
                new LinkMessage.Ask(GUID, LinkMessage.Wish.TAKE_OVER, "ä", 3),
                new LinkMessage.Unreachable(GUID),
                new LinkMessage.Ended(GUID),
                new LinkMessage.ToWitness(LinkMessage.ToWitness.Purpose.VOTE, FACTS),
                new LinkMessage.Verdict(true, 1427, "HOST_B", 2));
    }

    private static DataInputStream content(byte[] frame, int length) {
        return new DataInputStream(new ByteArrayInputStream(frame, Integer.BYTES, length));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesBackAsItWent(LinkMessage message) throws IOException {
        byte[] frame = LinkMessageCodec.frame(new Envelope(-5, message));

        Envelope back = LinkMessageCodec.read(Frames.read(new ByteArrayInputStream(frame)));

        assertThat(back).isEqualTo(new Envelope(-5, message));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isRefusedWhereverItIsCutShort(LinkMessage message) {
        byte[] frame = LinkMessageCodec.frame(new Envelope(1, message));

        for (int length = 0; length < frame.length - Integer.BYTES; length++) {
            DataInputStream cut = content(frame, length);
            assertThatThrownBy(() -> LinkMessageCodec.read(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void carriesLogRecords() throws IOException {
        LinkMessage.Log log = new LinkMessage.Log(
                GUID, 6, List.of(new LogRecord(7, new byte[] {1, 2, 3}), new LogRecord(8, new byte[0])));
        byte[] frame = LinkMessageCodec.frame(new Envelope(0, log));

        LinkMessage.Log back = (LinkMessage.Log) LinkMessageCodec.read(Frames.read(new ByteArrayInputStream(frame)))
                .message();

        assertThat(back.records()).extracting(LogRecord::lsn).containsExactly(7L, 8L);
        assertThat(back.records().get(0).payload()).containsExactly(1, 2, 3);
    }

    @Test
    void refusesBytesThatAreLeftOver() {
        byte[] frame = LinkMessageCodec.frame(new Envelope(0, new LinkMessage.Ping()));
        byte[] longer = Arrays.copyOf(frame, frame.length + 1);

        assertThatThrownBy(() -> LinkMessageCodec.read(content(longer, longer.length - Integer.BYTES)))
                .isInstanceOf(Frames.MalformedException.class);
    }

    @Test
    void refusesAFrameOfAnUnbelievableLength() {
        byte[] head = {0x7F, 0, 0, 0};

        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(head)))
                .isInstanceOf(Frames.MalformedException.class);
    }

    @Test
    void survivesNoise() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(15);
            }
            try {
                LinkMessageCodec.read(new DataInputStream(new ByteArrayInputStream(noise)));
            } catch (IOException e) {
                assertThat(e).as("seed %s", seed).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
