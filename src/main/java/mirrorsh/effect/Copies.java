package mirrorsh.effect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import mirrorsh.model.Database;
import mirrorsh.model.Database.Backup;
import mirrorsh.model.Database.Restored;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/** The two copies of a database side by side: what the mirror's lacks of the principal's log (procedure.md MIR-6). */
final class Copies {
    private final Optional<Database> original;
    private final Optional<Database> copy;

    Copies(Observation observation, String principalHost, String mirrorHost, String database) {
        original = observation.of(principalHost).database(database);
        copy = observation.of(mirrorHost).database(database);
    }

    Optional<Database> original() {
        return original;
    }

    Optional<Database> copy() {
        return copy;
    }

    /** Both partners know of one and the same session; an availability group that has both keeps them alike as well. */
    boolean areMirrored() {
        if (original.filter(Database::inAvailabilityGroup).isPresent()
                && copy.filter(Database::inAvailabilityGroup).isPresent()) {
            return true;
        }
        Optional<MirroringSession> one = original.flatMap(Database::session);
        Optional<MirroringSession> other = copy.flatMap(Database::session);
        return one.isPresent()
                && other.isPresent()
                && one.get().guid().equals(other.get().guid());
    }

    /** Families are not known to differ; a GUID that is not visible tells nothing. */
    boolean areRelated() {
        String one = original.map(Database::familyGuid).orElse("");
        String other = copy.map(Database::familyGuid).orElse("");
        return one.isEmpty() || other.isEmpty() || one.equalsIgnoreCase(other);
    }

    /** The copy is restoring, of the same family, from a restore that ran to its end. */
    boolean isSeeded() {
        return copy.filter(there -> there.isRestoring()
                                && !there.standby()
                                && !there.restores().isEmpty())
                        .isPresent()
                && areRelated();
    }

    boolean hasRestoredLog() {
        return sinceFull().stream().anyMatch(restored -> restored.type().equals("L"));
    }

    /** What was restored into the copy since, and with, its full backup; newest first. */
    private List<Restored> sinceFull() {
        List<Restored> rows = new ArrayList<>();
        for (Restored restored : copy.map(Database::restores).orElse(List.of())) {
            rows.add(restored);
            if (restored.type().equals("D")) {
                break;
            }
        }
        return rows;
    }

    /** The LSN from which the copy needs log. */
    Optional<BigDecimal> position() {
        Optional<BigDecimal> restored =
                sinceFull().stream().map(Restored::lastLsn).max(BigDecimal::compareTo);
        Optional<BigDecimal> redo = copy.flatMap(Database::redoStartLsn);
        return redo.isPresent() && restored.isPresent() ? redo.map(restored.get()::max) : redo.or(() -> restored);
    }

    /** Log backups of the principal, oldest first. */
    List<Backup> logs() {
        List<Backup> logs = new ArrayList<>(original.map(Database::backups).orElse(List.of()).stream()
                .filter(backup -> backup.type().equals("L"))
                .toList());
        Collections.reverse(logs);
        return logs;
    }

    /** Log backups that the copy still lacks, oldest first. */
    List<Backup> lackedLogs() {
        Optional<BigDecimal> position = position();
        return logs().stream()
                .filter(log -> position.isEmpty() || log.lastLsn().compareTo(position.get()) > 0)
                .toList();
    }

    /** The LSN that the next log backup of the principal will begin with. */
    Optional<BigDecimal> logBackedUpTo() {
        return original.flatMap(Database::lastLogBackupLsn);
    }

    /** Whether log was backed up that the copy lacks, whoever did it. */
    boolean lacksLog() {
        Optional<BigDecimal> position = position();
        Optional<BigDecimal> end = logBackedUpTo();
        return !lackedLogs().isEmpty()
                || position.isPresent() && end.isPresent() && position.get().compareTo(end.get()) < 0;
    }

    /** Where the newest log that the copy lacks was backed up to, with a word before it; empty when that is not known. */
    String lackedPath() {
        List<Backup> lacked = lackedLogs();
        return lacked.isEmpty() ? "" : " to " + lacked.get(lacked.size() - 1).path();
    }

    /** The newest backup of the principal of a type and on a path, if any. */
    Optional<Backup> backup(String type, String path) {
        return original.map(Database::backups).orElse(List.of()).stream()
                .filter(backup -> backup.type().equals(type) && Sight.same(backup.path(), path))
                .findFirst();
    }

    Optional<Backup> newestFull() {
        return original.map(Database::backups).orElse(List.of()).stream()
                .filter(backup -> backup.type().equals("D"))
                .findFirst();
    }
}
