package mirrorsh.lab.tds;

import java.io.IOException;
import java.util.List;
import mirrorsh.lab.tds.TokenWriter.Environment;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlMessage;

/** The server's answer to LOGIN7 (tds.md §8). */
final class LoginAnswer {
    private static final String LANGUAGE = "us_english";

    private LoginAnswer() {}

    /** Answers in the order that every client is content with; in packets of the first size. */
    static void accept(Opening.Opened opened) throws IOException {
        Response.Link link = opened.link();
        Backend.Session session = opened.session();
        ByteWriter out = new ByteWriter();
        TokenWriter tokens = new TokenWriter(out, link.dialect(), link.identity());
        tokens.environment(Environment.DATABASE, session.database(), "master");
        tokens.message(Messages.message(5701, session.database()));
        tokens.environment(Environment.COLLATION, Collation.latin1(), new byte[0]);
        tokens.environment(Environment.LANGUAGE, LANGUAGE, "");
        tokens.message(Messages.message(5703, LANGUAGE));
        tokens.loginAck();
        session.mirroringPartner().ifPresent(partner -> tokens.environment(Environment.PARTNER, partner, ""));
        String size = Integer.toString(opened.packetSize());
        tokens.environment(Environment.PACKET_SIZE, size, Integer.toString(PacketType.DEFAULT_SIZE));
        tokens.done(TokenWriter.DONE, 0, 0, 0);
        link.packets().sessionId(session.id());
        link.packets().write(out);
        link.packets().endMessage();
    }

    static void refuse(Response.Link link, List<SqlMessage> messages) throws IOException {
        ByteWriter out = new ByteWriter();
        TokenWriter tokens = new TokenWriter(out, link.dialect(), link.identity());
        messages.forEach(tokens::message);
        tokens.done(TokenWriter.DONE, TokenWriter.FAILED, 0, 0);
        link.packets().write(out);
        link.packets().endMessage();
    }
}
