package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the log of a database leads to: everything that travels in its backups and to its mirror. Immutable.
 *
 * @param security as {@link mirrorsh.lab.instance.security.DatabaseSecurity#write} wrote it last
 */
record Image(Content content, LogChain chain, RecoveryForks forks, byte[] security) {
    Image with(Content changed) {
        return new Image(changed, chain, forks, security);
    }

    Image with(LogChain changed) {
        return new Image(content, changed, forks, security);
    }

    Image with(RecoveryForks changed) {
        return new Image(content, chain, changed, security);
    }

    Image withSecurity(byte[] changed) {
        return new Image(content, chain, forks, changed);
    }

    void write(DataOutput out) throws IOException {
        content.write(out);
        chain.write(out);
        forks.write(out);
        ValueCodec.writeBytes(out, security);
    }

    static Image read(DataInput in) throws IOException {
        return new Image(Content.read(in), LogChain.read(in), RecoveryForks.read(in), ValueCodec.readBytes(in));
    }
}
