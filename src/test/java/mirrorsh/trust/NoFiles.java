package mirrorsh.trust;

import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;

/** Nothing is carried. */
public record NoFiles() implements FileTransport {
    @Override
    public String description() {
        return "not at all";
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        throw new HostException(toHost, "Nothing is carried here.", "", "", null);
    }
}
