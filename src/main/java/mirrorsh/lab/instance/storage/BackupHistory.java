package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The history that msdb keeps of backups and restores (catalog.md §7). Safe to share. */
final class BackupHistory {
    private final List<Media> media = new ArrayList<>();
    private final List<SetRow> sets = new ArrayList<>();
    private final List<RestoreRow> restores = new ArrayList<>();

    /** A media set and its one family. */
    record Media(int id, BackupMedia.Header header, String path, int kind) {}

    /** A backup set; {@code id} is backup_set_id. */
    record SetRow(int id, Media media, int position, BackupSet set) {}

    /** What a restore was asked to do. */
    record Restored(
            LocalDateTime date,
            String database,
            String user,
            boolean replace,
            boolean recovery,
            boolean restart,
            List<DatabaseFile> files) {}

    record RestoreRow(int id, SetRow set, Restored restored) {}

    /** Adds a backup set, once. */
    SetRow add(BackupMedia.Header header, BackupDevice device, BackupSet set, int position) {
        synchronized (sets) {
            UUID guid = set.label().guid();
            for (SetRow row : sets) {
                if (row.set().label().guid().equals(guid)) {
                    return row;
                }
            }
            SetRow row = new SetRow(sets.size() + 1, media(header, device), position, set);
            sets.add(row);
            return row;
        }
    }

    private Media media(BackupMedia.Header header, BackupDevice device) {
        for (Media known : media) {
            if (known.header().id().equals(header.id())) {
                return known;
            }
        }
        Media added = new Media(media.size() + 1, header, device.path(), device.kind());
        media.add(added);
        return added;
    }

    void addRestore(SetRow set, Restored restored) {
        synchronized (sets) {
            restores.add(new RestoreRow(restores.size() + 1, set, restored));
        }
    }

    List<Media> media() {
        synchronized (sets) {
            return List.copyOf(media);
        }
    }

    List<SetRow> sets() {
        synchronized (sets) {
            return List.copyOf(sets);
        }
    }

    List<RestoreRow> restores() {
        synchronized (sets) {
            return List.copyOf(restores);
        }
    }
}
