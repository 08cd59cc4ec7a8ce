package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import mirrorsh.lab.tds.Backend.TransactionAction;
import mirrorsh.lab.tds.TdsSettings.Encryption;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send, on bytes. */
class MessageFormatTest {
    private static PacketReader over(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        var in = new ByteArrayInputStream(all.toByteArray());
        return new PacketReader(() -> in);
    }

    @Nested
    class Packets {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 503, 504, 505, 4088, 4089, 100_000})
        void carryMessagesOfEverySize(int size) throws IOException {
            byte[] payload = new byte[size];
            new java.util.Random(size).nextBytes(payload);
            var sent = new ByteArrayOutputStream();
            PacketWriter writer = new PacketWriter(sent);
            writer.size(512);
            writer.write(payload, 0, size);
            writer.endMessage();

            Message read = over(sent.toByteArray()).next(type -> 1 << 20);
            assertThat(read.payload()).isEqualTo(payload);
            assertThat(sent.size()).isEqualTo(size + 8 * Math.max(1, (size + 503) / 504));
        }

        @Test
        void endWithTheStreamBetweenMessagesOnly() throws IOException {
            byte[] packet = RawClient.packet(1, 1, new byte[10]);

            assertThat(over(new byte[0]).next(type -> 100)).isNull();
            for (int length = 1; length < packet.length; length++) {
                PacketReader cut = over(java.util.Arrays.copyOf(packet, length));
                assertThatThrownBy(() -> cut.next(type -> 100)).isInstanceOf(EOFException.class);
            }
            assertThatThrownBy(() -> over(RawClient.packet(1, 0, new byte[10])).next(type -> 100))
                    .isInstanceOf(EOFException.class);
        }

        @Test
        void withImpossibleLengthsAreRefused() {
            for (int length : new int[] {0, 7, 4097, 65535}) {
                byte[] packet = RawClient.packet(1, 1, new byte[0]);
                packet[2] = (byte) (length >> 8);
                packet[3] = (byte) length;
                assertThatThrownBy(() -> over(packet).next(type -> 100)).isInstanceOf(ProtocolException.class);
            }
        }

        @Test
        void runIntoTheCapEvenWhenTheyAreEmpty() {
            byte[][] flood = new byte[100][];
            java.util.Arrays.fill(flood, RawClient.packet(PacketType.LOGIN, 0, new byte[0]));

            assertThatThrownBy(() -> over(flood).next(type -> 400)).isInstanceOf(ProtocolException.class);
        }

        @Test
        void ofARequestThatIsTooLargeAreReadToItsEndAndThrownAway() throws IOException {
            PacketReader reader = over(
                    RawClient.packet(PacketType.RPC, 0, new byte[300]),
                    RawClient.packet(PacketType.RPC, 0, new byte[300]),
                    RawClient.packet(PacketType.RPC, 1, new byte[300]),
                    RawClient.packet(PacketType.BATCH, 1, new byte[10]));

            Message large = reader.next(type -> 400);

            assertThat(large.isTooLarge()).isTrue();
            assertThat(large.payload()).isEmpty();
            assertThat(reader.next(type -> 400).payload()).hasSize(10);
        }

        @Test
        void ofATypeWithoutBusinessAreRefused() {
            assertThatThrownBy(() -> over(RawClient.packet(7, 1, new byte[0])).next(type -> type == 1 ? 100 : 0))
                    .isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> over(RawClient.packet(1, 0, new byte[0]), RawClient.packet(3, 1, new byte[0]))
                            .next(type -> 100))
                    .isInstanceOf(ProtocolException.class);
        }

        @Test
        void showReset() throws IOException {
            Message kept = over(RawClient.packet(1, 0x11, new byte[2])).next(type -> 100);

            assertThat(kept.wantsReset()).isTrue();
            assertThat(kept.keepsTransaction()).isTrue();
            assertThat(over(RawClient.packet(1, 1, new byte[2]))
                            .next(type -> 100)
                            .wantsReset())
                    .isFalse();
        }

        @Test
        void ofAnAttentionTakeTheUnfinishedRequestWithThem() throws IOException {
            PacketReader reader = over(RawClient.packet(1, 0, new byte[4]), RawClient.packet(6, 0, new byte[0]));

            assertThat(reader.next(type -> 100).type()).isEqualTo(PacketType.ATTENTION);
            assertThat(reader.next(type -> 100)).isNull();
        }
    }

    @Nested
    class Preludes {
        @Test
        void areAnsweredWithVersionFirst() throws ProtocolException {
            ByteReader answer = new ByteReader(Prelogin.answer(new Backend.Identity("A", 16, 0, 4135), 2));

            assertThat(answer.u1()).isZero();
            byte[] version = answer.slice(answer.u2BigEndian(), answer.u2BigEndian());
            assertThat(version).containsExactly(16, 0, 0x10, 0x27, 0, 0);
            assertThat(answer.u1()).isEqualTo(1);
            assertThat(answer.slice(answer.u2BigEndian(), answer.u2BigEndian())).containsExactly(2);
        }

        @Test
        void withOffsetsOutsideAreRefused() {
            byte[] outside = {1, 0, 6, 0, 9, (byte) 0xFF};
            byte[] endless = new byte[4000];

            assertThatThrownBy(() -> Prelogin.parse(outside)).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> Prelogin.parse(endless)).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> Prelogin.parse(new byte[0])).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> Prelogin.parse(RawClient.prelogin(4))).isInstanceOf(ProtocolException.class);
        }

        @Test
        void mayAnnounceAClientCertificate() throws ProtocolException {
            assertThat(Prelogin.parse(RawClient.prelogin(0x81)).encryption()).isEqualTo(Negotiation.ON);
        }

        @ParameterizedTest
        @CsvSource({
            "0, OFF, 0, LOGIN",
            "1, OFF, 1, EVERYTHING",
            "2, OFF, 2, NOTHING",
            "3, OFF, 1, EVERYTHING",
            "0, ON, 3, EVERYTHING",
            "1, ON, 1, EVERYTHING",
            "2, ON, 2, NOTHING",
            "0, REQUIRED, 3, EVERYTHING",
            "1, REQUIRED, 1, EVERYTHING",
            "2, REQUIRED, 3, REFUSED",
            "0, NONE, 2, NOTHING",
            "1, NONE, 2, NOTHING",
            "2, NONE, 2, NOTHING"
        })
        void agreeOnEncryption(int client, Encryption server, int answer, Negotiation.Cover cover) {
            assertThat(Negotiation.of(client, server)).isEqualTo(new Negotiation(answer, cover));
        }
    }

    @Nested
    class Logins {
        @Test
        void areReadWithTheirPasswordAndWiped() throws ProtocolException {
            byte[] payload = RawClient.login(0x74000004, "sa", "Pässwörd 日");

            Login7 login = Login7.parse(payload);
            assertThat(login.version()).isEqualTo(0x74000004);
            assertThat(login.names().user()).isEqualTo("sa");
            assertThat(new String(login.password())).isEqualTo("Pässwörd 日");
            assertThat(login.databaseRequired()).isFalse();
            assertThat(login.toString()).doesNotContain("Päss");
            assertThat(payload).containsOnly(0);
        }

        @Test
        void cutShortOrPointingOutsideAreRefused() {
            byte[] payload = RawClient.login(0x74000004, "sa", "secret");
            for (int length = 0; length < payload.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(payload, length);
                assertThatThrownBy(() -> Login7.parse(cut)).isInstanceOf(ProtocolException.class);
            }
            byte[] outside = payload.clone();
            outside[41] = (byte) 0xFF;
            assertThatThrownBy(() -> Login7.parse(outside)).isInstanceOf(ProtocolException.class);
        }

        @Test
        void ofOldVersionsHaveNoFeaturesWhateverTheirFlagsSay() throws ProtocolException {
            byte[] payload = RawClient.login(0x72090002, "sa", "secret");
            payload[27] = 0x18; // as tedious sets them in every version
            payload[56] = 94; // where the name is

            assertThat(Login7.parse(payload).federated()).isFalse();
        }

        @Test
        void chooseTheDialect() throws ProtocolException {
            assertThat(Dialect.of(0x71000001, false).isAtLeast72()).isFalse();
            assertThat(Dialect.of(0x72090002, false).isAtLeast72()).isTrue();
            assertThat(Dialect.of(0x75000000, false)).isEqualTo(Dialect.V7_4);
            assertThat(Dialect.of(0x70000000, false).isTooOld()).isTrue();
            assertThat(Dialect.of(0x08000000, true)).isEqualTo(Dialect.V8_0);
            assertThatThrownBy(() -> Dialect.of(0x08000000, false)).isInstanceOf(ProtocolException.class);
            assertThat(Dialect.of(0x74000004, true)).isEqualTo(Dialect.V7_4);
        }
    }

    @Nested
    class Calls {
        private ByteWriter call(String name) {
            return new ByteWriter()
                    .bytes(RawClient.headers())
                    .longText(name)
                    .u2(0)
                    .shortText("@x")
                    .u1(1)
                    .bytes(new byte[] {0x26, 4, 4, 5, 0, 0, 0});
        }

        @Test
        void haveNamedParametersWithStatus() throws ProtocolException {
            RpcRequest request =
                    RpcRequest.parse(call("sp_who").toBytes(), Dialect.V7_4).get(0);

            assertThat(request.name()).isEqualTo("sp_who");
            assertThat(request.parameters()).containsExactly(new Backend.Parameter("@x", SqlType.INT, 5, true, false));
        }

        @Test
        void byNameReachTheWellKnownProcedures() throws ProtocolException {
            assertThat(numberOf("sp_executesql")).isEqualTo(RpcRequest.EXECUTE_SQL);
            assertThat(numberOf("[sys].[SP_PrepExec]")).isEqualTo(RpcRequest.PREPARE_EXECUTE);
            assertThat(numberOf("mine.sp_execute")).isEqualTo(RpcRequest.BY_NAME);
        }

        private int numberOf(String name) throws ProtocolException {
            return RpcRequest.parse(call(name).toBytes(), Dialect.V7_4).get(0).number();
        }

        @Test
        void followEachOtherBehindASeparator() throws ProtocolException {
            byte[] second = {(byte) 0xFF, (byte) 0xFF, 12, 0, 0, 0};
            byte[] unexecuted = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, 12, 0, 0, 0};

            assertThat(RpcRequest.parse(call("a").u1(0xFF).bytes(second, 0, 6).toBytes(), Dialect.V7_4))
                    .extracting(RpcRequest::number)
                    .containsExactly(RpcRequest.BY_NAME, RpcRequest.EXECUTE);
            List<RpcRequest> skipped = RpcRequest.parse(
                    call("a").bytes(unexecuted, 0, 1).bytes(unexecuted, 1, 6).toBytes(), Dialect.V7_4);
            assertThat(skipped).extracting(RpcRequest::execute).containsExactly(true, false);
        }

        @Test
        void withTableValuesOrUnknownNumbersAreRefused() {
            byte[] table = new ByteWriter()
                    .bytes(RawClient.headers())
                    .longText("p")
                    .u2(0)
                    .u1(0)
                    .u1(0)
                    .u1(0xF3)
                    .toBytes();
            byte[] number = new ByteWriter()
                    .bytes(RawClient.headers())
                    .u2(0xFFFF)
                    .u2(16)
                    .u2(0)
                    .toBytes();

            assertThatThrownBy(() -> RpcRequest.parse(table, Dialect.V7_4)).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> RpcRequest.parse(number, Dialect.V7_4)).isInstanceOf(ProtocolException.class);
        }

        @Test
        void ofEveryLengthCutShortAreRefusedOrShorter() {
            byte[] whole = call("sp_who").toBytes();
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(whole, length);
                int parameterStart = whole.length - 13;
                if (length == parameterStart) {
                    continue;
                }
                assertThatThrownBy(() -> RpcRequest.parse(cut, Dialect.V7_4))
                        .as("cut to " + length)
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    void transactionRequestsBeginEndAndBeginAgain() throws ProtocolException {
        byte[] begin = new ByteWriter()
                .bytes(RawClient.headers())
                .u2(5)
                .u1(2)
                .u1(2)
                .text("t")
                .toBytes();
        byte[] rollback = new ByteWriter()
                .bytes(RawClient.headers())
                .u2(8)
                .u1(0)
                .u1(1)
                .u1(4)
                .u1(0)
                .toBytes();

        TransactionRequest begun = TransactionRequest.parse(begin, Dialect.V7_4);
        assertThat(begun.action()).isEqualTo(TransactionAction.BEGIN);
        assertThat(begun.name()).isEqualTo("t");
        assertThat(begun.isolationSql()).isEqualTo("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        TransactionRequest ended = TransactionRequest.parse(rollback, Dialect.V7_4);
        assertThat(ended.action()).isEqualTo(TransactionAction.ROLLBACK);
        assertThat(ended.next().isolation()).isEqualTo(4);
    }

    @Test
    void handlesGivenBackAreFoundInTheirBatchOnly() {
        assertThat(PreparedStatements.givenBackBy("EXEC sp_unprepare 3;EXEC sp_unprepare 14;"))
                .containsExactly(3, 14);
        assertThat(PreparedStatements.givenBackBy("exec sp_cursorunprepare 7; "))
                .containsExactly(7);
        assertThat(PreparedStatements.givenBackBy("EXEC sp_unprepare 3; SELECT 1"))
                .isEmpty();
        assertThat(PreparedStatements.givenBackBy("EXEC sp_unprepare 33EXEC sp_unprepare"))
                .isEmpty();
    }
}
