package mirrorsh.effect;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.BackupStatements;
import mirrorsh.tsql.StorageQueries;

/**
 * The folders for the backup are there, and there is room for it and for the mirror's copy, before anything is written (errors.md §4).
 * What cannot be seen, as the space of a share, is not in the way. Looks only.
 *
 * @param host the principal
 * @param folder for the backup, on both hosts, a share, or a container's URL
 */
public record RoomForCopy(String host, String mirrorHost, String database, String folder) implements Look {
    private static final long KILOBYTES = 1024;
    private static final long BYTES = KILOBYTES * KILOBYTES;

    @Override
    public String title() {
        return "See that there is room for a copy of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "A full disk or a folder that is not there would end a backup or a restore half way.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, mirrorHost);
    }

    private Question folderOn(String whom) {
        boolean root = folder.length() <= 3;
        return Question.of(whom, StorageQueries.folder(root ? folder : folder.replaceFirst("[\\\\/]+$", "")));
    }

    private static Question drivesOf(String whom) {
        return Question.of(whom, StorageQueries.drives());
    }

    private Question sizes() {
        return Question.of(host, StorageQueries.files(database));
    }

    private Question lastBackup() {
        return Question.of(host, StorageQueries.lastBackupSize(database));
    }

    /** Nothing of it, once the copy is there. */
    @Override
    public Set<Probe> probes(Observation seen) {
        if (isOver(seen)) {
            return Set.of();
        }
        Set<Probe> all = new HashSet<>();
        all.add(sizes().probe());
        all.add(lastBackup().probe());
        for (String each : hosts()) {
            all.add(drivesOf(each).probe());
            if (!BackupStatements.isUrl(folder)) {
                all.add(folderOn(each).probe());
            }
        }
        return all;
    }

    private boolean isOver(Observation observation) {
        Copies copies = new Copies(observation, host, mirrorHost, database);
        return copies.areMirrored() || copies.isSeeded();
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making().needing(Fact.database(host, database), Fact.database(mirrorHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        if (isOver(observation)) {
            return new Done(mirrorHost + " has a copy");
        }
        return folderless(observation, host)
                .or(() -> folderless(observation, mirrorHost))
                .or(() -> shortage(observation, host, neededHere(observation)))
                .or(() -> shortage(observation, mirrorHost, neededThere(observation)))
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> new Done(found(observation)));
    }

    private Optional<Blocked> folderless(Observation observation, String whom) {
        List<List<String>> rows = folderOn(whom).rows(observation, 2);
        boolean lacking = !rows.isEmpty() && rows.get(0).get(1).equals("0");
        return lacking
                ? Optional.of(new Blocked(
                        whom + " has no folder " + folder + ", or its service account does not see it",
                        "The backup is to be " + (whom.equals(host) ? "written" : "read")
                                + " there; backupFolder=FOLDER names another one that both have.",
                        "sql --on " + whom + " \"EXEC xp_fileexist '" + folder + "'\""))
                : Optional.empty();
    }

    /** Megabytes needed on each drive of the principal, by its letter. */
    private Map<String, Long> neededHere(Observation observation) {
        Map<String, Long> needed = new TreeMap<>();
        boolean there = FilePath.isShared(folder)
                || new Copies(observation, host, mirrorHost, database)
                        .backup("D", FilePath.in(folder, database + ".bak"))
                        .isPresent();
        if (!there) {
            needed.merge(FilePath.drive(folder), backupSize(observation), Long::sum);
        }
        return needed;
    }

    private Map<String, Long> neededThere(Observation observation) {
        Map<String, Long> needed = new TreeMap<>();
        String own = observation.of(host).instance().dataFolder();
        String other = observation.of(mirrorHost).instance().dataFolder();
        if (!FilePath.isShared(folder)) {
            needed.merge(FilePath.drive(folder), backupSize(observation), Long::sum);
        }
        for (List<String> file : sizes().rows(observation, 3)) {
            boolean moved = FilePath.isSameFolder(FilePath.folder(file.get(0)), own);
            needed.merge(FilePath.drive(moved ? other : file.get(0)), number(file.get(2)) / KILOBYTES, Long::sum);
        }
        return needed;
    }

    /** What the newest full backup took; without one what the data files hold, which is more than a backup of them does. */
    private long backupSize(Observation observation) {
        String last = lastBackup().answer(observation);
        return last.isEmpty()
                ? sizes().rows(observation, 3).stream()
                                .filter(file -> file.get(1).equals("ROWS"))
                                .mapToLong(file -> number(file.get(2)))
                                .sum()
                        / KILOBYTES
                : number(last) / BYTES;
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Optional<Blocked> shortage(Observation observation, String whom, Map<String, Long> needed) {
        for (List<String> drive : drivesOf(whom).rows(observation, 2)) {
            long wanted = needed.getOrDefault(FilePath.drive(drive.get(0) + ":"), 0L);
            if (wanted > number(drive.get(1))) {
                return Optional.of(new Blocked(
                        "drive " + drive.get(0) + ": of " + whom + " has " + drive.get(1) + " MB free, and " + wanted
                                + " MB are needed",
                        "The backup and the copy of the database have to fit there (errors 3202, 3257); backupFolder=FOLDER"
                                + " puts the backup elsewhere.",
                        "sql --on " + whom + " \"EXEC xp_fixeddrives\""));
            }
        }
        return Optional.empty();
    }

    private String found(Observation observation) {
        if (drivesOf(mirrorHost).rows(observation, 2).isEmpty()) {
            return "the folders are there; how much room there is, is not visible";
        }
        return "about " + backupSize(observation) + " MB to back up, there is room for it";
    }
}
