package mirrorsh.lab.tds;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The client went away while it was being answered: the request is over, and nobody is left to tell. */
final class ConnectionLostException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    ConnectionLostException(IOException cause) {
        super("The client is gone.", cause);
    }
}
