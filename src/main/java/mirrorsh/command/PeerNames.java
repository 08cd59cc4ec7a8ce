package mirrorsh.command;

import mirrorsh.model.UsageException;

/** The names that stand for another host: HOST_B_login, HOST_B_user. */
final class PeerNames {
    private PeerNames() {}

    /**
     * The given name, or the document's for the peer.
     *
     * @param suffix _login or _user
     */
    static String of(String given, String peer, String suffix) {
        if (!given.isEmpty()) {
            return given;
        }
        if (peer.isEmpty()) {
            throw new UsageException("It is not said for which host.", "the other host's name, or --name");
        }
        return peer + suffix;
    }
}
