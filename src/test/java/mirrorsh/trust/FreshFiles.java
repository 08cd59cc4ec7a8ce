package mirrorsh.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads, again and again until it is closed, what comes to stand in files meanwhile: below some folders, and in the system's
 * temporary folder, where folders that were there before are left to their owners.
 */
final class FreshFiles implements AutoCloseable {
    private static final long PAUSE_MILLIS = 30;
    private static final int DEEPEST = 8;
    private static final long LARGEST = 4_000_000;
    private static final List<Path> TEMPORARY =
            List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"), Path.of("/var/tmp"));

    private final Leaks leaks;
    private final List<Path> folders;
    private final Set<Path> except;
    private final Set<Path> before = new HashSet<>();
    private final Map<Path, String> seen = new HashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "fresh-files");

    /** @param except files, and folders with all in them, where passwords may be */
    FreshFiles(Leaks leaks, List<Path> folders, Set<Path> except) throws IOException {
        this.leaks = leaks;
        this.folders = List.copyOf(folders);
        this.except = Set.copyOf(except);
        for (Path temporary : TEMPORARY) {
            sweep(temporary, 1, (file, stamp) -> {
                before.add(file);
                seen.put(file, stamp);
            });
        }
        thread.setDaemon(true);
        thread.start();
    }

    private interface Visit {
        void at(Path file, String stamp) throws IOException;
    }

    private void watch() {
        try {
            do {
                sweep();
            } while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            leaks.left("watching", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sweep() throws IOException {
        for (Path folder : folders) {
            sweep(folder, DEEPEST, this::read);
        }
        for (Path temporary : TEMPORARY) {
            sweep(temporary, DEEPEST, this::read);
        }
    }

    private void sweep(Path folder, int depth, Visit visit) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                boolean old = !each.equals(folder) && before.contains(each);
                return old || except.contains(each) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String stamp = attributes.lastModifiedTime() + " " + attributes.size();
                boolean plain = attributes.isRegularFile() || attributes.isDirectory();
                if (plain && attributes.size() <= LARGEST && !except.contains(file)) {
                    visit.at(file, stamp);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // it was there a moment ago, or is somebody else's
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void read(Path file, String stamp) {
        if (stamp.equals(seen.put(file, stamp)) || Files.isDirectory(file)) {
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file);
            leaks.left("file " + file, new String(content, StandardCharsets.UTF_8));
            leaks.left("file " + file + " as UTF-16", new String(content, StandardCharsets.UTF_16LE));
        } catch (IOException gone) {
            leaks.left("file that came and went", file.toString());
        }
    }

    /** How many files were seen. */
    synchronized int count() {
        return seen.size() - before.size();
    }

    /** The last look. */
    @Override
    public void close() throws IOException, InterruptedException {
        over.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(20));
        sweep();
    }
}
