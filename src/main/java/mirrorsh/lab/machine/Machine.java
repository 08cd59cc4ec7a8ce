package mirrorsh.lab.machine;

import java.time.Clock;

/**
 * The machine of one lab host. Safe to share.
 *
 * @param name the machine's name, for example HOST_A
 * @param clock the machine's clock (it may be skewed); its zone is the local zone
 * @param disk where its paths lie
 * @param errorLog of the instance on it
 * @param blobs the object storage that it reaches
 */
public record Machine(String name, Clock clock, Disk disk, ErrorLog errorLog, BlobStore blobs) {
    /** One with an object storage of its own. */
    public Machine(String name, Clock clock, Disk disk, ErrorLog errorLog) {
        this(name, clock, disk, errorLog, new BlobStore(clock));
    }
}
