package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.StorageQueries;

/**
 * It is known which jobs back up the log of a database: one that comes between the last restore and SET PARTNER takes log that
 * mirroring does not send any more (errors.md P42). Looks only.
 *
 * @param host the principal
 * @param path of the log backup of ours
 */
public record LogBackupsForeseen(String host, String mirrorHost, String database, String path) implements Look {
    private Question jobs() {
        return Question.of(host, StorageQueries.logBackupJobs());
    }

    @Override
    public String title() {
        return "See which jobs back up the log of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "Log that a job backs up before the partners are set is lacking on " + mirrorHost
                + " (errors 1412, 1478), and is to be restored there, too.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, mirrorHost);
    }

    @Override
    public Set<Probe> probes(Observation seen) {
        return copies(seen).areMirrored() ? Set.of() : Set.of(jobs().probe());
    }

    private Copies copies(Observation observation) {
        return new Copies(observation, host, mirrorHost, database);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making().needing(Fact.database(host, database), Fact.database(mirrorHost, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Copies copies = copies(observation);
        if (copies.areMirrored()) {
            return new Done("mirrored already");
        }
        List<String> found = new ArrayList<>();
        List<String> names = jobs().rows(observation, 3).stream()
                .filter(row -> isAboutUs(row.get(1), row.get(2)))
                .map(row -> row.get(0))
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            found.add(UsersHaveLogins.bracketed(names) + " on " + host + ": disable "
                    + (names.size() == 1 ? "it" : "them") + " until the partners are set, or the mirror may lack log");
        }
        List<Backup> others = copies.logs().stream()
                .filter(log -> !Sight.same(FilePath.name(log.path()), FilePath.name(path)))
                .toList();
        if (!others.isEmpty()) {
            found.add("somebody backed up its log to "
                    + others.get(others.size() - 1).path());
        }
        String problem = jobs().problem(observation);
        if (!problem.isEmpty()) {
            found.add("the jobs cannot be read: " + problem);
        }
        return new Done(found.isEmpty() ? "no enabled job of " + host + " does" : String.join("; ", found));
    }

    /** A command that names the database, runs in it, or takes its databases from a variable. */
    private boolean isAboutUs(String command, String home) {
        String text = command.toLowerCase(Locale.ROOT);
        return text.contains(database.toLowerCase(Locale.ROOT)) || text.contains("@") || Sight.same(home, database);
    }
}
