package mirrorsh.lab.tds;

import java.io.IOException;

/** The client sent bytes that are no TDS, or TDS at the wrong moment; its connection ends. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
