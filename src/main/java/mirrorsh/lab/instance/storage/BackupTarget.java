package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.type.SqlFailure;

/** The media that a BACKUP writes to: whether it may, and what is left of their content (tsql.md §8, INIT to SKIP). */
final class BackupTarget {
    private static final String IN_USE =
            "32(The process cannot access the file because it is being used by another process.)";

    private BackupTarget() {}

    static void checkWritable(List<BackupDevice> devices, BackupOptions options) {
        Set<String> paths = new HashSet<>();
        for (BackupDevice device : devices) {
            device.checkWritable(options);
            if (!paths.add(device.path().replace('/', '\\').toLowerCase(Locale.ROOT))) {
                // the number is unconfirmed: the first stripe has the file open
                throw SqlFailure.of(3201, device.path(), IN_USE);
            }
        }
    }

    /**
     * The media set as it is before the new set is on it: 4037 where it has another name, 3095 and 3098 where it is of another format,
     * 4030 when a set on it must be kept.
     */
    static MediaSet of(List<BackupDevice> devices, BackupOptions options, LocalDateTime now) {
        if (options.has("FORMAT")) {
            return MediaSet.formatted(devices, options, now);
        }
        return MediaSet.written(devices)
                .map(there -> overwritten(there, options, now))
                .orElseGet(() -> MediaSet.formatted(devices, options, now));
    }

    private static MediaSet overwritten(MediaSet there, BackupOptions options, LocalDateTime now) {
        String wanted = options.text("MEDIANAME");
        String name = there.header().name();
        if (wanted != null && !options.has("SKIP") && !wanted.equalsIgnoreCase(name)) {
            throw SqlFailure.of(4037, there.path(), String.valueOf(name), wanted);
        }
        checkFormat(there.header(), options);
        if (!options.has("INIT")) {
            return there;
        }
        for (BackupMedia.Entry entry : there.entries()) {
            LocalDateTime expiration = entry.set().label().expiration();
            if (expiration != null && expiration.isAfter(now) && !options.has("SKIP")) {
                throw SqlFailure.of(4030, there.path(), expiration);
            }
        }
        return there.cleared();
    }

    /** INIT keeps the media header and with it the format (for compressed media inferred from the text of 3098). */
    private static void checkFormat(BackupMedia.Header header, BackupOptions options) {
        boolean appends = !options.has("INIT");
        if (options.has("ENCRYPTION") && (appends || !header.encrypted())) {
            throw SqlFailure.of(3095);
        }
        if (header.encrypted() && !options.has("ENCRYPTION")) {
            throw SqlFailure.of(49998, "a backup without encryption on media that are formatted for encrypted ones");
        }
        if (options.has("COMPRESSION") && !header.compressed()) {
            throw SqlFailure.of(3098, "COMPRESSION", "NO_COMPRESSION");
        }
        if (options.has("NO_COMPRESSION") && header.compressed()) {
            throw SqlFailure.of(3098, "NO_COMPRESSION", "COMPRESSION");
        }
    }
}
