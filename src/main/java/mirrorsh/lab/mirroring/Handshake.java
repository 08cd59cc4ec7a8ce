package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.instance.security.TransportSecurity;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.instance.security.TransportSecurity.PeerVerdict;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.mirroring.Negotiation.Encryption;
import mirrorsh.lab.mirroring.Negotiation.Method;
import mirrorsh.lab.mirroring.Proof.Challenge;
import mirrorsh.lab.mirroring.Proof.Side;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlMessage;

/**
 * The handshake of one instance's endpoint, from either side; both sides prove themselves (procedure.md §8.1). Safe to share.
 *
 * <p>Opener: hello. Acceptor: hello, certificate, proof. Opener: certificate, proof. Acceptor: welcome. A side that refuses
 * closes and says nothing. What follows is encrypted as both have agreed.
 */
final class Handshake {
    private static final byte[] PREAMBLE = {'M', 'L', 'A', 'B', 1};
    private static final int LONGEST = 64 << 10;

    private final Installation installation;
    private final TransportSecurity security;
    private final SecureRandom random = new SecureRandom();

    Handshake(Installation installation, TransportSecurity security) {
        this.installation = installation;
        this.security = security;
    }

    /** This side refuses. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SqlMessage reason;
        private final transient Optional<String> login;

        RefusedException(SqlMessage reason, Optional<String> login) {
            super(reason.text());
            this.reason = reason;
            this.login = login;
        }

        SqlMessage reason() {
            return reason;
        }

        /** The login that the peer's certificate led to. */
        Optional<String> login() {
            return login;
        }
    }

    /** The peer does not speak this protocol at all. */
    static final class ForeignException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    Identity open(Connection connection, Identity.Purpose purpose) throws IOException, RefusedException {
        KeyExchange exchange = KeyExchange.begin();
        Hello mine = hello(purpose, exchange);
        connection.send(PREAMBLE);
        connection.send(Frames.frame(mine::write));
        DataInputStream answer = Frames.read(connection.input(), LONGEST);
        Hello theirs = Hello.read(answer);
        byte[] certificate = Frames.readBytes(answer);
        byte[] proof = Frames.readBytes(answer);
        Encryption encryption = agree(mine.offer(), theirs.offer());
        OwnIdentity.Usable own = own();
        PeerVerdict.Accepted accepted =
                judge(new Challenge(Side.ACCEPTOR, mine.challenge(), theirs.challenge(), certificate), proof);
        byte[] signed =
                sign(new Challenge(Side.OPENER, mine.challenge(), theirs.challenge(), own.certificateDer()), own);
        connection.send(Frames.frame(out -> {
            Frames.writeBytes(out, own.certificateDer());
            Frames.writeBytes(out, signed);
        }));
        Frames.read(connection.input(), LONGEST); // welcome; a refusal is the end of the stream
        encrypt(connection, encryption, exchange.secret(theirs.share(), mine.nonce(), theirs.nonce()), Side.OPENER);
        return identity(theirs, accepted, encryption, purpose);
    }

    Identity accept(Connection connection) throws IOException, RefusedException, ForeignException {
        byte[] preamble = connection.input().readNBytes(PREAMBLE.length);
        if (!Arrays.equals(preamble, PREAMBLE)) {
            if (preamble.length == 0) {
                throw new IOException("The caller went without a word.");
            }
            throw new ForeignException();
        }
        Hello theirs = Hello.read(Frames.read(connection.input(), LONGEST));
        checkRole(theirs.purpose());
        KeyExchange exchange = KeyExchange.begin();
        Hello mine = hello(theirs.purpose(), exchange);
        Encryption encryption = agree(theirs.offer(), mine.offer());
        OwnIdentity.Usable own = own();
        byte[] secret = exchange.secret(theirs.share(), theirs.nonce(), mine.nonce());
        byte[] signed =
                sign(new Challenge(Side.ACCEPTOR, theirs.challenge(), mine.challenge(), own.certificateDer()), own);
        connection.send(Frames.frame(out -> {
            mine.write(out);
            Frames.writeBytes(out, own.certificateDer());
            Frames.writeBytes(out, signed);
        }));
        DataInputStream answer = Frames.read(connection.input(), LONGEST);
        byte[] certificate = Frames.readBytes(answer);
        PeerVerdict.Accepted accepted = judge(
                new Challenge(Side.OPENER, theirs.challenge(), mine.challenge(), certificate),
                Frames.readBytes(answer));
        connection.send(Frames.frame(out -> out.writeByte(1)));
        encrypt(connection, encryption, secret, Side.ACCEPTOR);
        return identity(theirs, accepted, encryption, theirs.purpose());
    }

    private static Identity identity(
            Hello theirs, PeerVerdict.Accepted accepted, Encryption encryption, Identity.Purpose purpose) {
        return new Identity(
                theirs.server(), theirs.version(), accepted.login(), accepted.certificateId(), encryption, purpose);
    }

    private static void encrypt(Connection connection, Encryption encryption, byte[] secret, Side side)
            throws IOException, RefusedException {
        if (encryption.algorithm().isPresent()) {
            try {
                connection.encrypt(LinkCipher.of(encryption.algorithm().get(), secret, side));
            } catch (GeneralSecurityException e) {
                throw refused(28031, 56, "80090331", String.valueOf(e.getMessage()));
            }
        }
    }

    private Hello hello(Identity.Purpose purpose, KeyExchange exchange) throws RefusedException {
        EndpointSettings endpoint = endpoint();
        byte[] nonce = new byte[Hello.NONCE];
        random.nextBytes(nonce);
        return new Hello(
                installation.serverName(),
                installation.version().major(),
                purpose,
                Negotiation.offer(endpoint, installation.version()),
                nonce,
                exchange.share());
    }

    private EndpointSettings endpoint() throws RefusedException {
        return security.endpoint()
                .filter(endpoint -> endpoint.state() == EndpointState.STARTED)
                .orElseThrow(() -> refused(28080, 1, "Database Mirroring", "it is not started"));
    }

    /**
     * A witness cannot be a partner: the caller only sees 1418 (errors.md §1.2). A partner that is asked to be a witness says so
     * later, with 1427 (§1.3), so it passes here.
     */
    private void checkRole(Identity.Purpose purpose) throws RefusedException {
        if (purpose == Identity.Purpose.PARTNER && endpoint().role() == EndpointRole.WITNESS) {
            throw refused(28080, 1, "Database Mirroring", "its ROLE is WITNESS and the peer asks for a partner");
        }
    }

    private static Encryption agree(Negotiation.Offer opener, Negotiation.Offer acceptor) throws RefusedException {
        List<Method> methods = Negotiation.methods(opener, acceptor);
        if (methods.isEmpty()) {
            throw refused(28027, 21, "authentication protocol");
        }
        if (!methods.contains(Method.CERTIFICATE)) {
            // two hosts of the lab share no Windows domain, so Windows authentication can only fail
            throw refused(
                    28031, 66, "8009030c", "The lab has no Windows domain; it authenticates by certificate only.");
        }
        return Negotiation.encryption(opener, acceptor).orElseThrow(() -> refused(28027, 22, "encryption algorithm"));
    }

    private OwnIdentity.Usable own() throws RefusedException {
        OwnIdentity own = security.ownIdentity();
        if (own instanceof OwnIdentity.Unusable unusable) {
            throw new RefusedException(unusable.reason(), Optional.empty());
        }
        return (OwnIdentity.Usable) own;
    }

    private static byte[] sign(Challenge challenge, OwnIdentity.Usable own) throws RefusedException {
        try {
            return Proof.sign(challenge, own.privateKey());
        } catch (GeneralSecurityException e) {
            throw refused(28037, 88, String.valueOf(e.getMessage()));
        }
    }

    private PeerVerdict.Accepted judge(Challenge challenge, byte[] proof) throws RefusedException {
        PeerVerdict verdict = security.judge(challenge.certificate());
        if (verdict instanceof PeerVerdict.Refused refused) {
            throw new RefusedException(refused.reason(), refused.login());
        }
        if (!Proof.verify(challenge, proof)) {
            throw refused(28038, 1);
        }
        return (PeerVerdict.Accepted) verdict;
    }

    private static RefusedException refused(int number, int state, Object... arguments) {
        SqlMessage message = Messages.message(number, arguments);
        return new RefusedException(
                new SqlMessage(message.number(), message.severity(), state, message.text(), "", 0), Optional.empty());
    }
}
