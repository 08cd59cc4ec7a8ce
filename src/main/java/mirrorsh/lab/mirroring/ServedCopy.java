package mirrorsh.lab.mirroring;

import mirrorsh.lab.instance.storage.MirroredDatabase;

/** The database as its session lets it be used: mirror copy, principal, or a principal that may not be opened. */
final class ServedCopy {
    private final MirroredDatabase database;
    private boolean served = true;

    ServedCopy(MirroredDatabase database) {
        this.database = database;
    }

    /** Does to the copy what the next state demands. */
    void settle(SessionState before, SessionState next, boolean newFork) {
        if (!before.isMirrorCopy() && next.isMirrorCopy()) {
            database.becomeMirror();
            serve(true); // 954 takes the place of 955
        } else if (before.isMirrorCopy() && !next.isMirrorCopy()) {
            database.becomePrincipal(newFork);
        }
        if (!next.isMirrorCopy() && !next.mustClaim()) {
            // while the witness is asked nothing is confirmed, but clients are not cut for a question
            serve(next.serves());
        }
    }

    /** After a restart nobody knows what the copy was told last. */
    void restore(boolean allowed) {
        if (database.condition().status() == MirroredDatabase.DatabaseStatus.RESTORING) {
            database.becomePrincipal(false); // it went down in the middle of a manual failover
        }
        served = allowed;
        database.serve(allowed);
    }

    /** Says whether an isolated principal may be opened (955). */
    void serve(boolean allowed) {
        if (served != allowed) {
            served = allowed;
            database.serve(allowed);
        }
    }
}
