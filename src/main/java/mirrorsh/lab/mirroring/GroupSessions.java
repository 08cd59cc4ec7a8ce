package mirrorsh.lab.mirroring;

import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.type.SqlFailure;

/**
 * The sessions that keep the copies of availability groups alike: they go through the same endpoint, the same handshake and the same
 * links as those of database mirroring, of which the catalog shows nothing. Safe to share.
 */
record GroupSessions(Station station, SessionBook book, PartnerStatements partners, SessionStatements statements) {
    /** Refuses a database that cannot be the primary copy: 1465 to 1469, 1475, 1488. */
    static void checkPrimary(MirroredDatabase database) {
        CopyCheck.options(database.condition()).ifPresent(refusal -> {
            throw Answers.failure(refusal, database.name());
        });
        if (database.nextLogBackup().isEmpty()) {
            throw SqlFailure.of(1475, database.name());
        }
    }

    /** The secondary's part: waits for the primary to call. */
    void await(Storage.Database found, Address primary) {
        MirroredDatabase database = found.mirrored();
        CopyCheck.restoring(database.condition())
                .or(() -> CopyCheck.ofMember(database.condition()))
                .ifPresent(refusal -> {
                    throw Answers.failure(refusal, database.name());
                });
        partners.checkEndpoint();
        partners.start(new Session(station, database, SessionState.waitingMirror(), settings(database, primary)));
    }

    /** The primary's part: calls the secondary that waits. A secondary that cannot be reached is 35250. */
    void begin(Storage.Database found, Address secondary, boolean synchronous) {
        MirroredDatabase database = found.mirrored();
        SessionState state = SessionState.newPrincipal().safety(synchronous);
        try {
            partners.checkEndpoint();
            partners.start(new Session(station, database, state, settings(database, secondary)));
        } catch (SqlFailure e) {
            int number = e.messages().get(0).number();
            boolean unreached = number == 1413 || number == 1418 || number == 1421 || number == 1486;
            throw unreached ? SqlFailure.of(35250) : e;
        }
    }

    private static SessionSettings settings(MirroredDatabase database, Address partner) {
        return SessionSettings.fresh(partner, database.endOfLog()).asOfGroup();
    }

    /** Ends the session of a database on both sides, if it has one. */
    void end(String database) {
        book.of(database).ifPresent(session -> statements.off(session));
    }
}
