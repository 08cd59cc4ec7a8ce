package mirrorsh.lab.tds;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import mirrorsh.lab.tds.Backend.LoginRefusedException;
import mirrorsh.lab.tds.Backend.LoginRequest;
import mirrorsh.lab.tds.Negotiation.Cover;
import mirrorsh.lab.tds.TdsSettings.Encryption;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/** A connection up to its login: first byte, PRELOGIN, TLS, LOGIN7 (tds.md §3 to §8). Used by one thread, once. */
final class Opening {
    private static final int PRELOGIN_CAP = 4096;
    private static final int LOGIN_CAP = 128 << 10;
    private static final int LOGIN_FAILED = 18456;

    private final Backend backend;
    private final TdsSettings settings;
    private final InetSocketAddress client;
    private final BufferedInputStream in;
    private final GuardedOutput out;
    private final PacketWriter writer;

    /** What carries packets at the moment. */
    private InputStream stream;

    private @Nullable TlsChannel loginTls;
    private boolean encrypted;
    private boolean strict;

    /** A connection that is logged in. */
    record Opened(Backend.Session session, Response.Link link, PacketReader reader, int packetSize) {}

    Opening(
            Backend backend,
            TdsSettings settings,
            InetSocketAddress client,
            BufferedInputStream in,
            GuardedOutput out) {
        this.backend = backend;
        this.settings = settings;
        this.client = client;
        this.in = in;
        this.out = out;
        this.writer = new PacketWriter(out);
        this.stream = in;
    }

    /** Logs the client in; null where it was refused or left. */
    @Nullable
    Opened open() throws IOException {
        PacketReader reader = new PacketReader(() -> stream);
        int first = peek();
        if (first == PacketType.TLS_HANDSHAKE) {
            beginStrict();
            first = PacketType.PRELOGIN;
        }
        if (first != PacketType.PRELOGIN && first != PacketType.LOGIN) {
            // a port scanner or another protocol: no answer is right
            return null;
        }
        Cover cover = settings.encryption() == Encryption.REQUIRED && !strict ? Cover.REFUSED : Cover.NOTHING;
        if (first == PacketType.PRELOGIN) {
            Message prelogin = reader.next(type -> type == PacketType.PRELOGIN ? PRELOGIN_CAP : 0);
            if (prelogin == null) {
                return null;
            }
            cover = negotiate(reader, prelogin);
        }
        Message login = new PacketReader(this::loginStream).next(type -> type == PacketType.LOGIN ? LOGIN_CAP : 0);
        return login == null ? null : login(reader, Login7.parse(login.payload()), cover);
    }

    private int peek() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first;
    }

    private void beginStrict() throws IOException {
        ServerTls tls = settings.tls();
        if (tls == null || settings.encryption() == Encryption.NONE) {
            throw new ProtocolException("a TDS 8.0 client came to an instance without certificate");
        }
        TlsChannel channel = new TlsChannel(tls.strict(), in, out);
        channel.handshake(channel.directly());
        cover(channel);
        strict = true;
    }

    private void cover(TlsChannel channel) {
        stream = channel.input();
        writer.output(channel.output());
        encrypted = true;
    }

    private Cover negotiate(PacketReader reader, Message message) throws IOException {
        Prelogin prelogin = Prelogin.parse(message.payload());
        Negotiation agreed = strict
                ? new Negotiation(Negotiation.NOT_SUPPORTED, Cover.NOTHING)
                : Negotiation.of(prelogin.encryption(), settings.encryption());
        byte[] answer = Prelogin.answer(backend.identity(), agreed.answer());
        writer.write(answer, 0, answer.length);
        writer.endMessage();
        ServerTls tls = settings.tls();
        if (tls != null && (agreed.cover() == Cover.LOGIN || agreed.cover() == Cover.EVERYTHING)) {
            TlsChannel channel = new TlsChannel(tls.tunnelled(), in, out);
            channel.handshake(new HandshakeTunnel(reader, writer));
            channel.forgetSession();
            cover(channel);
            if (agreed.cover() == Cover.LOGIN) {
                loginTls = channel;
                writer.output(out);
            }
        }
        return agreed.cover();
    }

    /** Where TLS covers the login only, clients leave it after the first packet of LOGIN7 or after the last. */
    private InputStream loginStream() throws IOException {
        if (loginTls == null) {
            return stream;
        }
        if (loginTls.hasClearBytes() || TlsRecords.isRecordType(peek())) {
            return loginTls.input();
        }
        return in;
    }

    private @Nullable Opened login(PacketReader reader, Login7 login, Cover cover) throws IOException {
        Dialect dialect = Dialect.of(login.version(), strict);
        if (loginTls != null) {
            stream = in;
        }
        var link = new Response.Link(writer, dialect, backend.identity(), new Transactions());
        try {
            Backend.Session session = admit(login, dialect, cover);
            return answer(new Opened(session, link, reader, packetSize(login)));
        } catch (LoginRefusedException e) {
            LoginAnswer.refuse(link, e.messages());
            return null;
        } finally {
            Arrays.fill(login.password(), '\0');
        }
    }

    private static Opened answer(Opened opened) throws IOException {
        try {
            LoginAnswer.accept(opened);
        } catch (IOException | RuntimeException e) {
            opened.session().close();
            throw e;
        }
        opened.link().packets().size(opened.packetSize());
        opened.reader().largestPacket(opened.packetSize());
        return opened;
    }

    private int packetSize(Login7 login) {
        int wish = login.packetSize() == 0 ? PacketType.DEFAULT_SIZE : login.packetSize();
        return Math.max(512, Math.min(wish, settings.limits().packetSize()));
    }

    private Backend.Session admit(Login7 login, Dialect dialect, Cover cover) throws LoginRefusedException {
        if (dialect.isTooOld()) {
            throw failed("The client speaks a version of TDS before 7.1, and the lab does not.");
        }
        if (cover == Cover.REFUSED) {
            throw refusal(17835);
        }
        if (login.integrated() || login.federated()) {
            throw refusal(18452);
        }
        if (login.changesPassword()) {
            throw failed("The client wants to change the password while it logs in, and the lab does not do this.");
        }
        return backend.login(new LoginRequest(
                login.names().user(),
                login.password(),
                login.names().database(),
                login.databaseRequired(),
                login.names().host(),
                login.names().application(),
                client.getAddress().getHostAddress(),
                client.getPort(),
                encrypted));
    }

    private static LoginRefusedException refusal(int number) {
        return new LoginRefusedException(List.of(Messages.message(number)));
    }

    private static LoginRefusedException failed(String why) {
        return new LoginRefusedException(List.of(new SqlMessage(LOGIN_FAILED, 14, 1, "Login failed. " + why, "", 0)));
    }
}
