package mirrorsh.lab.mirroring;

import java.util.Optional;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.MirroredDatabase.Condition;
import mirrorsh.lab.mirroring.LinkMessage.Answer;

/** What a database must be to be mirrored: on each side, and the future mirror's copy against its principal (errors.md §1.2). */
final class CopyCheck {
    private CopyCheck() {}

    /** A refusal by an option or a state of one copy; empty when there is none. */
    static Optional<Answer> options(Condition condition) {
        return condition.inAvailabilityGroup() ? no(1468) : ofMember(condition);
    }

    /** The same of a copy that is, or is to be, in an availability group. */
    static Optional<Answer> ofMember(Condition condition) {
        if (!condition.fullRecovery()) {
            return no(1465);
        }
        if (condition.readOnly() && !condition.standby()) {
            return no(1466);
        }
        return switch (condition.status()) {
            case EMERGENCY, SUSPECT, RECOVERY_PENDING -> no(1467);
            case OFFLINE -> no(5003);
            case ONLINE, RESTORING, RECOVERING -> access(condition);
        };
    }

    private static Optional<Answer> access(Condition condition) {
        if (condition.autoClose()) {
            return no(1469);
        }
        return condition.singleUser() ? no(1488) : Optional.empty();
    }

    /** Whether a copy can be a mirror at all: 1419, 1464. */
    static Optional<Answer> restoring(Condition condition) {
        return switch (condition.status()) {
            case RESTORING -> condition.standby() ? no(1464) : Optional.empty();
            case ONLINE, RECOVERING -> no(1464);
            case OFFLINE, SUSPECT, EMERGENCY, RECOVERY_PENDING -> no(1419);
        };
    }

    /** Whether a waiting copy follows on its principal's: same family, and a point inside the principal's log. */
    static Optional<Answer> follows(MirroredDatabase mirror, Facts principal) {
        if (!mirror.familyGuid().equals(principal.family())
                || !mirror.recoveryFork().equals(principal.fork())) {
            return no(1407);
        }
        if (!mirror.brokerGuid().equals(principal.broker())) {
            return no(1436);
        }
        return position(mirror, principal);
    }

    private static Optional<Answer> position(MirroredDatabase mirror, Facts principal) {
        if (mirror.restoredLogBackups() == 0) {
            return Optional.of(Answer.no(1412, 0)); // only the full backup was restored (errors.md §5)
        }
        if (mirror.redoStart() < principal.startOfLog()) {
            return no(1408);
        }
        if (mirror.redoStart() > principal.endOfLog() + 1) {
            return Optional.of(Answer.no(1412, 0));
        }
        if (principal.nextLogBackup() < 0) {
            return no(1475);
        }
        return mirror.redoStart() < principal.nextLogBackup() ? no(1478) : Optional.empty();
    }

    private static Optional<Answer> no(int number) {
        return Optional.of(Answer.no(number, 1));
    }
}
