package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the log of a database leads to: everything that travels in its backups and to its mirror. Immutable.
 *
 * @param security as {@link mirrorsh.lab.instance.security.DatabaseSecurity#write} wrote it last
 * @param committed when the last transaction in it was committed; null before the first
 */
record Image(
        Content content,
        LogChain chain,
        RecoveryForks forks,
        byte[] security,
        @Nullable LocalDateTime committed) {
    Image with(Content changed) {
        return new Image(changed, chain, forks, security, committed);
    }

    Image with(LogChain changed) {
        return new Image(content, changed, forks, security, committed);
    }

    Image with(RecoveryForks changed) {
        return new Image(content, chain, changed, security, committed);
    }

    Image withSecurity(byte[] changed) {
        return new Image(content, chain, forks, changed, committed);
    }

    Image committedAt(LocalDateTime moment) {
        return new Image(content, chain, forks, security, moment);
    }

    void write(DataOutput out) throws IOException {
        content.write(out);
        chain.write(out);
        forks.write(out);
        ValueCodec.writeBytes(out, security);
        ValueCodec.write(out, committed);
    }

    static Image read(DataInput in) throws IOException {
        return new Image(
                Content.read(in), LogChain.read(in), RecoveryForks.read(in), ValueCodec.readBytes(in), (LocalDateTime)
                        ValueCodec.read(in));
    }
}
