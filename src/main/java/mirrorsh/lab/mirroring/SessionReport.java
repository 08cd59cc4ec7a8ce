package mirrorsh.lab.mirroring;

import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.mirroring.SessionState.Witness;

/** A session as others see it: in the catalog and on links. */
record SessionReport(MirroredDatabase database, SessionState state, SessionSettings settings) {
    /** What goes over links. */
    Facts facts(Station station, long life) {
        return new Facts(
                settings.guid(),
                database.name(),
                database.familyGuid(),
                database.brokerGuid(),
                station.server(),
                station.installation().version().major(),
                settings.partnerServer(),
                state.role().code(),
                state.roleSequence(),
                state.state(),
                state.suspended(),
                state.full(),
                state.safetySequence(),
                settings.timeout(),
                settings.witnessText(),
                database.startOfLog(),
                database.endOfLog(),
                database.nextLogBackup().orElse(-1L),
                database.recoveryFork(),
                settings.failoverLsn(),
                life);
    }

    /** The row of sys.database_mirroring. */
    MirroringRow row() {
        Address witness = settings.witness();
        return new MirroringRow(
                settings.guid(),
                state.state(),
                state.role().code(),
                state.roleSequence(),
                state.full() ? 2 : 1,
                state.safetySequence(),
                settings.partner().text(),
                settings.partnerInstance(),
                witness == null ? null : witness.text(),
                witness == null ? null : Integer.valueOf(state.witness() == Witness.LINKED ? 1 : 2),
                settings.failoverLsn(),
                settings.timeout());
    }
}
