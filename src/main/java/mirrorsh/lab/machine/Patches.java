package mirrorsh.lab.machine;

/**
 * How an instance was patched: as its release is, or only halfway, with a newer build that breaks mirroring sessions (errors.md §9
 * P48). Safe to share.
 */
public final class Patches {
    private static final int NEWER_BY = 25;

    private volatile boolean halfway;

    /** Installs the newer build that lacks a patch, or brings the build of the release back. */
    public void halfway(boolean on) {
        halfway = on;
    }

    /** Whether sessions with other builds break soon after they began. */
    public boolean isHalfway() {
        return halfway;
    }

    /** By how much the build number is higher than that of the release. */
    int ahead() {
        return halfway ? NEWER_BY : 0;
    }
}
