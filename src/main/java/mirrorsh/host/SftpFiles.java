package mirrorsh.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sshd.sftp.client.SftpClient;

/**
 * Carries files between hosts over SFTP, through this machine, without keeping them here. Safe to share. A file appears at its place
 * only when it is whole.
 */
public final class SftpFiles implements FileTransport, AutoCloseable {
    private static final int CHUNK = 32 * 1024;
    private static final long MEGABYTE = 1024L * 1024;
    private static final int PARTS = 200;

    private final Map<String, SftpAddress> addresses = new ConcurrentHashMap<>();
    private final SftpLogin login;

    /** @param limits how long a server may take to be connected, and how long it may be silent; asked anew each time */
    public SftpFiles(SftpAccess access, Supplier<Limits> limits) {
        login = new SftpLogin(access, limits);
    }

    /**
     * From now on a host's files are reached there. Goes there once, so that every question is asked now.
     *
     * @throws HostException when it cannot be entered
     */
    public void reach(String host, SftpAddress address) {
        try (SftpLogin.Visit visit = login.to(host, address)) {
            visit.files().canonicalPath("/");
        } catch (IOException e) {
            throw failure(host, address, "looked at", e);
        }
        addresses.put(host, address);
    }

    /** Forgets where a host's files are. */
    public void leave(String host) {
        addresses.remove(host);
    }

    /** Whether it can carry files from one of these hosts to the other. */
    public boolean reaches(String one, String other) {
        return addresses.containsKey(one) && addresses.containsKey(other);
    }

    @Override
    public String description() {
        return "over SFTP";
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        copy(fromHost, fromPath, toHost, toPath, (bytes, total) -> {});
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath, Progress progress) {
        SftpAddress from = address(fromHost);
        SftpAddress to = address(toHost);
        String source = from.remote(fromHost, fromPath);
        String target = to.remote(toHost, toPath);
        try (SftpLogin.Visit here = login.to(fromHost, from);
                SftpLogin.Visit there = login.to(toHost, to)) {
            long size = size(here.files(), source, fromHost, fromPath);
            carry(here.files(), source, size, there.files(), target, progress);
        } catch (IOException e) {
            throw failure(toHost, to, "given " + fromPath + " of " + fromHost + " as " + toPath, e);
        }
    }

    private SftpAddress address(String host) {
        SftpAddress address = addresses.get(host);
        if (address == null) {
            throw new HostException(
                    host,
                    "No SFTP server is known for " + host + ".",
                    "",
                    "connect " + host + " SERVER --sftp USER@SERVER",
                    null);
        }
        return address;
    }

    private static long size(SftpClient files, String path, String host, String shown) {
        try {
            return files.stat(path).getSize();
        } catch (IOException e) {
            throw new HostException(
                    host,
                    "The SFTP server of " + host + " does not show the file " + shown + " (as " + path + ").",
                    "the file is not there, its user may not read it, or the server shows another folder as its root.",
                    "connect " + host + " SERVER --sftp USER@SERVER --sftp-folder FOLDER",
                    e);
        }
    }

    /** Under another name first: whoever looks for the file must not find a part of it. */
    private static void carry(
            SftpClient from, String source, long size, SftpClient to, String target, Progress progress)
            throws IOException {
        String part = target + ".part";
        try (InputStream in = from.read(source, CHUNK);
                OutputStream out = to.write(
                        part,
                        CHUNK,
                        SftpClient.OpenMode.Write,
                        SftpClient.OpenMode.Create,
                        SftpClient.OpenMode.Truncate)) {
            pump(in, out, size, progress);
        }
        long written = to.stat(part).getSize();
        if (written != size) {
            throw new IOException(written + " of " + size + " bytes arrived");
        }
        remove(to, target);
        to.rename(part, target);
    }

    private static void pump(InputStream in, OutputStream out, long size, Progress progress) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        long told = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
            done += read;
            if (done - told >= Math.max(MEGABYTE, size / PARTS)) {
                told = done;
                progress.copied(done, size);
            }
        }
    }

    /** SFTP's renaming does not replace. */
    private static void remove(SftpClient files, String path) throws IOException {
        boolean there;
        try {
            files.stat(path);
            there = true;
        } catch (IOException e) {
            there = false; // which is the usual case
        }
        if (there) {
            files.remove(path);
        }
    }

    private static HostException failure(String host, SftpAddress address, String done, IOException e) {
        return new HostException(
                host,
                address.url() + " of " + host + " could not be " + done + ": " + e.getMessage() + ".",
                "the folder is not there or is full, or " + address.user() + " may not write it.",
                "the rights of " + address.user() + " there",
                e);
    }

    @Override
    public void close() {
        login.close();
    }
}
