package mirrorsh.lab.machine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an instance was patched since it was installed: as its release is, or only halfway, with a newer build that breaks mirroring
 * sessions (errors.md §9 P48); or upgraded to a newer release. Safe to share.
 */
public final class Patches {
    private static final int NEWER_BY = 25;

    private volatile boolean halfway;
    private volatile Installation.@Nullable Version upgraded;

    /** Installs the newer build that lacks a patch, or brings the build of the release back. */
    public void halfway(boolean on) {
        halfway = on;
    }

    /** Whether sessions with other builds break soon after they began. */
    public boolean isHalfway() {
        return halfway;
    }

    /** Installs a newer release. */
    public void upgrade(Installation.Version to) {
        upgraded = to;
    }

    /** The release that was installed over the first one. */
    Optional<Installation.Version> upgraded() {
        return Optional.ofNullable(upgraded);
    }

    /** By how much the build number is higher than that of the release. */
    int ahead() {
        return halfway ? NEWER_BY : 0;
    }
}
