package mirrorsh.host;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Whether a TCP port answers, as seen from this machine; what another host sees of it may differ. Sends nothing. */
public enum PortLook {
    /** A connection was made, and closed at once. */
    OPEN("answers"),
    /** Nothing listens there. */
    REFUSED("is refused"),
    /** Nothing came back in time: something drops it on the way, or the machine is down. */
    SILENT("does not answer"),
    /** There is no way to it, or no such name. */
    UNREACHABLE("cannot be reached");

    private final String words;

    PortLook(String words) {
        this.words = words;
    }

    /** {@code answers}, {@code is refused}, ... */
    public String words() {
        return words;
    }

    /** @param name a name or an IP address */
    public static PortLook at(String name, int port, Duration limit) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(name, port), (int) limit.toMillis());
            return OPEN;
        } catch (SocketTimeoutException e) {
            return SILENT;
        } catch (ConnectException e) {
            return REFUSED;
        } catch (IOException e) {
            return UNREACHABLE;
        }
    }
}
