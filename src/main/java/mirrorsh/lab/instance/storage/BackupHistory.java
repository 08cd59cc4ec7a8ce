package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The history that msdb keeps of backups and restores (catalog.md §7). Safe to share. */
final class BackupHistory {
    private final List<Media> media = new ArrayList<>();
    private final List<SetRow> sets = new ArrayList<>();
    private final List<RestoreRow> restores = new ArrayList<>();
    private final List<TransactionMark.Left> marks = new ArrayList<>();

    record Media(int id, BackupMedia.Header header, List<Family> families) {}

    /** A family of a media set and the device it was met on. */
    record Family(BackupMedia.Family family, String path, int kind) {}

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
            int devices,
            Optional<StopPoint> stop,
            List<DatabaseFile> files) {}

    record RestoreRow(int id, SetRow set, Restored restored) {}

    /** Adds a backup set, once. */
    SetRow add(MediaSet written, BackupSet set, int position) {
        synchronized (sets) {
            UUID guid = set.label().guid();
            for (SetRow row : sets) {
                if (row.set().label().guid().equals(guid)) {
                    return row;
                }
            }
            SetRow row = new SetRow(sets.size() + 1, media(written), position, set);
            sets.add(row);
            return row;
        }
    }

    private Media media(MediaSet written) {
        for (Media known : media) {
            if (known.header().id().equals(written.header().id())) {
                return known;
            }
        }
        List<Family> families = written.members().stream()
                .map(member -> new Family(
                        member.media().family(),
                        member.device().path(),
                        member.device().kind()))
                .toList();
        Media added = new Media(media.size() + 1, written.header(), families);
        media.add(added);
        return added;
    }

    void addRestore(SetRow set, Restored restored) {
        synchronized (sets) {
            restores.add(new RestoreRow(restores.size() + 1, set, restored));
        }
    }

    void addMark(TransactionMark.Left left) {
        synchronized (sets) {
            marks.add(left);
        }
    }

    List<TransactionMark.Left> marks() {
        synchronized (sets) {
            return List.copyOf(marks);
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
