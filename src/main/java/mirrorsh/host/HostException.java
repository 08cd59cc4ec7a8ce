package mirrorsh.host;

import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** A host could not be reached, refused us, or was lost. */
public class HostException extends MirrorException {
    private static final long serialVersionUID = 1L;

    private final String host;

    public HostException(String host, String message, String usually, String next, @Nullable Throwable cause) {
        super(message, usually, next, cause);
        this.host = host;
    }

    public String host() {
        return host;
    }
}
