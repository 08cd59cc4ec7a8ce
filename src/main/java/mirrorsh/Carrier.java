package mirrorsh;

import mirrorsh.host.FileTransport;
import mirrorsh.host.SftpFiles;
import mirrorsh.shell.ByHand;

/** Files of lab hosts go from disk to disk, those of hosts with an SFTP server over it, all others by hand. */
record Carrier(EmbeddedLab lab, SftpFiles sftp, ByHand hand) implements FileTransport {
    @Override
    public String description() {
        return lab.running() ? lab.description() : hand.description() + ", or " + sftp.description();
    }

    @Override
    public boolean isByHand(String fromHost, String toHost) {
        return !lab.has(fromHost, toHost) && !sftp.reaches(fromHost, toHost);
    }

    private FileTransport between(String fromHost, String toHost) {
        if (lab.has(fromHost, toHost)) {
            return lab;
        }
        return sftp.reaches(fromHost, toHost) ? sftp : hand;
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        between(fromHost, toHost).copy(fromHost, fromPath, toHost, toPath);
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath, Progress progress) {
        between(fromHost, toHost).copy(fromHost, fromPath, toHost, toPath, progress);
    }
}
