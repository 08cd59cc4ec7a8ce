package mirrorsh.lab.machine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The C: drive of a lab host: a folder of the real file system. Windows rules: back slashes, names without regard to case, no way
 * out of the folder. Safe to share.
 */
public final class Disk {
    /** What Windows reports when a disk is full. */
    public static final int NO_SPACE = 112;

    private static final int ACCESS_DENIED = 5;
    private static final int PATH_NOT_FOUND = 3;
    private static final int FILE_NOT_FOUND = 2;

    private final Path root;
    private final Set<Path> denied = ConcurrentHashMap.newKeySet();
    private volatile boolean full;

    /** A write to a disk without space. */
    public static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException(String windowsPath) {
            super("There is not enough space on the disk for " + windowsPath + ".");
        }
    }

    /** @param root the folder that is {@code C:\}; created when missing */
    public Disk(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The folder that is {@code C:\}. */
    public Path root() {
        return root;
    }

    /** Plants a fault: nothing can be written any more, or it can again. What is there stays readable. */
    public void full(boolean now) {
        full = now;
    }

    public boolean isFull() {
        return full;
    }

    /** How many bytes can be written yet, as the real file system has it. */
    public long free() throws IOException {
        return full ? 0 : Files.getFileStore(root).getUsableSpace();
    }

    /**
     * Plants a fault: the service account may not read a file, or it may again. The file need not be there.
     *
     * @throws NoSuchFileException when there can be no such path
     */
    public void readable(String windowsPath, boolean allowed) throws NoSuchFileException {
        Path path = resolve(windowsPath);
        if (allowed) {
            denied.remove(path);
        } else {
            denied.add(path);
        }
    }

    /** The operating system's number for what went wrong, as Windows has it. */
    public static int osError(IOException problem) {
        if (problem instanceof FullException) {
            return NO_SPACE;
        }
        if (problem instanceof NotDirectoryException) {
            return PATH_NOT_FOUND;
        }
        return problem instanceof NoSuchFileException ? FILE_NOT_FOUND : ACCESS_DENIED;
    }

    /** Whether a file or folder of that path exists. */
    public boolean exists(String windowsPath) {
        return locate(windowsPath).filter(Files::exists).isPresent();
    }

    public boolean isDirectory(String windowsPath) {
        return locate(windowsPath).filter(Files::isDirectory).isPresent();
    }

    /**
     * @throws NoSuchFileException when it is not there
     * @throws AccessDeniedException when it was made unreadable
     */
    public byte[] read(String windowsPath) throws IOException {
        Path path = resolve(windowsPath);
        if (denied.contains(path)) {
            throw new AccessDeniedException(windowsPath);
        }
        return Files.readAllBytes(path);
    }

    /** Writes a new file. @throws FileAlreadyExistsException when there is one */
    public void create(String windowsPath, byte[] content) throws IOException {
        Path path = resolve(windowsPath);
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(windowsPath);
        }
        write(windowsPath, content);
    }

    /**
     * Writes a file, replacing one that is there.
     *
     * @throws NotDirectoryException when its folder is missing
     * @throws FullException when the disk is full
     */
    public void write(String windowsPath, byte[] content) throws IOException {
        Path path = resolve(windowsPath);
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NotDirectoryException(windowsPath);
        }
        if (full) {
            throw new FullException(windowsPath);
        }
        Files.write(path, content);
    }

    public void delete(String windowsPath) throws IOException {
        Files.deleteIfExists(resolve(windowsPath));
    }

    public void createFolder(String windowsPath) throws IOException {
        Files.createDirectories(resolve(windowsPath));
    }

    /**
     * The real path of a Windows path.
     *
     * @throws NoSuchFileException for another drive, a share, or a path that leads out of the folder
     */
    public Path resolve(String windowsPath) throws NoSuchFileException {
        return locate(windowsPath).orElseThrow(() -> new NoSuchFileException(windowsPath));
    }

    private Optional<Path> locate(String windowsPath) {
        String path = windowsPath.replace('/', '\\');
        if (path.length() < 3 || !path.substring(0, 3).toUpperCase(Locale.ROOT).equals("C:\\")) {
            return Optional.empty();
        }
        Path real = root;
        for (String name : path.substring(3).split("\\\\", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..") || name.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            real = child(real, name);
        }
        return Optional.of(real);
    }

    /** The entry of that name whatever its case, or the name as given where there is none. */
    private static Path child(Path folder, String name) {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(exact);
        } catch (IOException e) {
            return exact; // an unreadable folder: the operation on the exact name reports it
        }
    }
}
