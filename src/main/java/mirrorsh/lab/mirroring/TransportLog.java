package mirrorsh.lab.mirroring;

import java.util.Optional;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlMessage;

/** What mirroring writes to the error log of its instance (errors.md §6). Safe to share. */
final class TransportLog {
    private static final String LOGON = "Logon";
    private static final String SESSION = "spid22s";

    private final ErrorLog log;

    TransportLog(ErrorLog log) {
        this.log = log;
    }

    /** Any message of the catalogue. */
    void write(int number, Object... arguments) {
        log.write(SESSION, Messages.message(number, arguments));
    }

    /** What a session of database mirroring says of itself; one of an availability group says nothing of mirroring. */
    void tell(SessionSettings session, int number, Object... arguments) {
        if (!session.ofGroup()) {
            write(number, arguments);
        }
    }

    void write(SqlMessage message) {
        log.write(SESSION, message);
    }

    /** A handshake was refused here: 28048 where the login is known, else 28047. */
    void loginFailed(SqlMessage reason, Optional<String> login, boolean accepted, String ip) {
        String inner = reason.text();
        String text = inner.contains("State " + reason.state()) ? inner : inner + " State " + reason.state() + ".";
        String where = peer(accepted, ip);
        log.write(
                LOGON,
                login.isPresent()
                        ? Messages.message(28048, login.get(), text, where)
                        : Messages.message(28047, text, where));
    }

    void loginSucceeded(String login, boolean accepted, String ip) {
        log.write(LOGON, Messages.message(28046, login, peer(accepted, ip)));
    }

    private static String peer(boolean accepted, String ip) {
        return (accepted ? "[CLIENT: " : "[SERVER: ") + ip + "]";
    }

    /** Somebody who is no partner spoke to the port (errors.md §6.2). */
    void foreign() {
        SqlMessage message = Messages.message(9642, 8474, 11, "Target", "");
        log.write(SESSION, new SqlMessage(message.number(), message.severity(), 3, message.text(), "", 0));
    }

    /** A peer sent what is no message. */
    void malformed(String peer) {
        write(9644, peer);
    }

    /** A link could not be opened or broke. */
    void linkFailed(LinkFailure failure, Address address) {
        write(1474, failure.number(), failure.text(), address.text());
    }

    /** The mirror reported what stopped it; the session is suspended (1453). */
    void partnerFailed(LinkMessage.RedoFailed failure, Address partner, String database) {
        write(1453, partner.text(), database, failure.number(), failure.state(), failure.severity());
    }

    /** Something of our own went wrong; it must not be lost. */
    void unexpected(RuntimeException failure) {
        write(1499, 0, 16, 1, failure.toString());
    }
}
