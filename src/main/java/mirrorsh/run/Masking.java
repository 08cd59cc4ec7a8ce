package mirrorsh.run;

import java.util.List;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.tsql.SecretSource;

/** Takes the secrets of a statement out of what the server says about it: a syntax error quotes the text near it. */
final class Masking {
    private static final String MASK = "•••";

    private Masking() {}

    /** @param secrets of a statement that was sent, so that none of them has to be asked for again */
    static String mask(String text, List<SecretSource> secrets) {
        String masked = text;
        for (SecretSource source : secrets) {
            String secret = new String(source.secret().reveal());
            if (!secret.isEmpty()) {
                masked = masked.replace(secret, MASK).replace(secret.replace("'", "''"), MASK);
            }
        }
        return masked;
    }

    static ServerMessage mask(ServerMessage message, List<SecretSource> secrets) {
        return new ServerMessage(
                message.number(), message.severity(), message.state(), message.line(), mask(message.text(), secrets));
    }
}
