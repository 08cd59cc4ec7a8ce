package mirrorsh.trust;

import java.io.IOException;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;
import mirrorsh.lab.Lab;

/** Files go between a lab's disks. */
public record LabFiles(Lab lab) implements FileTransport {
    @Override
    public String description() {
        return "between the lab's disks";
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        try {
            lab.copy(fromHost, fromPath, toHost, toPath);
        } catch (IOException e) {
            throw new HostException(toHost, "The file " + fromPath + " cannot be copied to " + toHost + ".", "", "", e);
        }
    }
}
