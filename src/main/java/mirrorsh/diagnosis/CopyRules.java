package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.effect.OptionsAllowMirroring;
import mirrorsh.effect.StandbyLeft;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.DatabaseStatements;

/** The two copies of a database that is to be mirrored but is not yet (errors.md P38 to P40, P43 to P47, P50, P51). */
final class CopyRules implements Rule {
    @Override
    public List<Draft> apply(Case facts) {
        List<Draft> found = new ArrayList<>();
        for (IntendedSession session : facts.setup().sessions()) {
            if (session.isWhole() && !session.isBegun(facts.observation())) {
                found.addAll(new Copies(facts, session).judge());
            }
        }
        for (HostState state : facts.participants()) {
            edition(facts, state).ifPresent(found::add);
            platform(facts, state).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Draft> edition(Case facts, HostState state) {
        String edition = state.instance().edition();
        return isNoPartner(state) && isPartner(facts, state)
                ? Optional.of(Draft.of("P46", Step.LEFTOVER, state.host())
                        .cause(state.host() + " is " + edition + ", which can be a witness but not a partner.")
                        .seen("edition " + edition)
                        .mend("use an instance of Standard, Enterprise or Developer Edition as partner"))
                : Optional.empty();
    }

    /** Its edition cannot be a partner (errors.md §8). */
    static boolean isNoPartner(HostState state) {
        String edition = state.instance().edition();
        return edition.startsWith("Express") || edition.startsWith("Web");
    }

    private static boolean isPartner(Case facts, HostState state) {
        return facts.setup().sessions().stream()
                .anyMatch(session -> session.principal().equals(state.host())
                        || session.mirror().equals(state.host()));
    }

    private static Optional<Draft> platform(Case facts, HostState state) {
        return state.instance().isOnLinux() && facts.setup().isPartner(state.host())
                ? Optional.of(Draft.of("P46", Step.LEFTOVER, state.host())
                        .cause(state.host() + " runs on Linux, where SQL Server does not support mirroring sessions.")
                        .seen("data folder " + state.instance().dataFolder())
                        .mend("use instances on Windows as partners"))
                : Optional.empty();
    }

    /** One pair of copies. */
    private static final class Copies {
        private final IntendedSession session;
        private final HostState principal;
        private final HostState mirror;
        private final Optional<Database> original;
        private final Optional<Database> copy;
        private final String name;
        private final Seeding seeding;

        Copies(Case facts, IntendedSession session) {
            this.session = session;
            principal = facts.state(session.principal());
            mirror = facts.state(session.mirror());
            original = session.original(facts.observation());
            copy = session.copy(facts.observation());
            name = Typed.name(session.database());
            seeding = new Seeding(session.database(), principal.host(), mirror.host(), original);
        }

        List<Draft> judge() {
            if (original.isEmpty() || copy.isEmpty()) {
                return absent().stream().toList();
            }
            if (original.get().session().isPresent() && copy.get().session().isPresent()) {
                return List.of(); // two sessions: that is a leftover, not a matter of the copies
            }
            List<Draft> found = new ArrayList<>(options(original.get()));
            state(copy.get()).or(() -> family(original.get(), copy.get())).ifPresent(found::add);
            version().ifPresent(found::add);
            return found;
        }

        /** The names differ, or one of them is not there (P38). */
        private Optional<Draft> absent() {
            HostState lacking = original.isEmpty() ? principal : mirror;
            Database there = (original.isEmpty() ? copy : original).orElse(null);
            if (there == null || there.session().isEmpty()) {
                return Optional.empty();
            }
            Optional<Database> namesake = lacking.databases().stream()
                    .filter(other ->
                            !there.familyGuid().isEmpty() && other.familyGuid().equalsIgnoreCase(there.familyGuid()))
                    .findFirst();
            HostState waiting = lacking == principal ? mirror : principal;
            Draft draft = Draft.of("P38", Step.LEFTOVER, lacking.host())
                    .cause(lacking.host() + " has no database " + name + ", which " + waiting.host()
                            + " is to mirror with it"
                            + namesake.map(other -> "; there it is called " + Typed.name(other.name()))
                                    .orElse("")
                            + ".")
                    .seen(
                            waiting.host() + " has partner "
                                    + there.session().orElseThrow().partner() + " for " + name,
                            namesake.map(other -> "family GUID " + other.familyGuid() + " is that of "
                                            + Typed.name(other.name()))
                                    .orElse(""))
                    .absent("Database " + name)
                    .mend(
                            Typed.partnerOff(waiting.host(), session.database()),
                            new MirroringEnded(waiting.host(), session.database()));
            if (lacking == principal && namesake.isPresent()) {
                Database right = namesake.get();
                return Optional.of(new Seeding(right.name(), principal.host(), mirror.host(), namesake).prepare(draft));
            }
            return Optional.of(lacking == principal ? draft : seeding.prepare(draft));
        }

        private List<Draft> options(Database database) {
            String host = principal.host();
            String db = database.name();
            return Stream.of(
                            option(
                                            database.inAvailabilityGroup(),
                                            "P50",
                                            "is in an availability group",
                                            "replica_id is set")
                                    .map(draft -> draft.mend("take " + name + " out of its availability group first")),
                            option(database.readOnly() && !database.standby(), "P51", "is read-only", "is_read_only 1")
                                    .map(draft -> sql(draft, host, db, DatabaseStatements.readWrite(db))),
                            option(database.autoClose(), "P51", "has AUTO_CLOSE on", "is_auto_close_on 1")
                                    .map(draft -> sql(draft, host, db, DatabaseStatements.autoCloseOff(db))),
                            option(
                                            database.userAccess().equals("SINGLE_USER"),
                                            "P51",
                                            "is in single-user mode",
                                            "user_access_desc SINGLE_USER")
                                    .map(draft -> sql(draft, host, db, DatabaseStatements.multiUser(db))),
                            option(
                                            List.of("EMERGENCY", "SUSPECT", "OFFLINE")
                                                    .contains(database.state()),
                                            "P51",
                                            "is " + database.state(),
                                            "state_desc " + database.state())
                                    .map(draft -> draft.mend("bring " + name + " ONLINE on " + host + " first")),
                            recovery(database))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Draft> option(boolean is, String id, String how, String evidence) {
            return is
                    ? Optional.of(Draft.of(id, Step.LEFTOVER, principal.host())
                            .cause(name + " on " + principal.host() + " " + how + ", so it cannot be mirrored.")
                            .seen(evidence))
                    : Optional.empty();
        }

        private static Draft sql(Draft draft, String host, String database, Batch batch) {
            return draft.mend(
                    Typed.on("sql \"" + batch.text().masked() + "\"", host), new OptionsAllowMirroring(host, database));
        }

        private Optional<Draft> recovery(Database database) {
            if (!database.recoveryModel().equals("FULL")) {
                return Optional.of(anew(Draft.of("P43", Step.LEFTOVER, principal.host())
                        .cause("The recovery model of " + name + " on " + principal.host() + " is "
                                + database.recoveryModel() + ", not FULL.")
                        .seen("recovery_model_desc " + database.recoveryModel())
                        .mend(
                                Typed.on("sql \"ALTER DATABASE " + name + " SET RECOVERY FULL\"", principal.host()),
                                new FullRecoveryModel(principal.host(), database.name()))));
            }
            // a chain that is not visible may be there all the same
            boolean chainless = database.lastLogBackupLsn().isEmpty()
                    && database.isOnline()
                    && principal.instance().sysadmin();
            return chainless
                    ? Optional.of(anew(Draft.of("P44", Step.LEFTOVER, principal.host())
                            .cause(
                                    name + " on " + principal.host()
                                            + " has no log chain: no full backup was taken since its recovery model became FULL.")
                            .seen("last_log_backup_lsn is NULL")))
                    : Optional.empty();
        }

        /** The copy is thrown away and made anew. */
        private Draft anew(Draft draft) {
            return seeding.anew(draft, copy.orElseThrow());
        }

        private Optional<Draft> state(Database there) {
            if (there.standby()) {
                return Optional.of(Draft.of("P40", Step.LEFTOVER, mirror.host())
                        .cause(name + " on " + mirror.host() + " was restored WITH STANDBY; it has to be RESTORING.")
                        .seen("is_in_standby 1, state_desc " + there.state())
                        .mend(
                                Typed.on(
                                        "sql \"RESTORE LOG " + name + " FROM DISK = '" + seeding.folder()
                                                + "NEXT_LOG_BACKUP' WITH NORECOVERY\"",
                                        mirror.host()),
                                new StandbyLeft(
                                        mirror.host(),
                                        session.database(),
                                        seeding.folder() + session.database() + "_out_of_standby.trn",
                                        principal.host())));
            }
            return there.isRestoring() || there.session().isPresent()
                    ? Optional.empty()
                    : Optional.of(anew(Draft.of("P39", Step.LEFTOVER, mirror.host())
                            .cause(name + " on " + mirror.host() + " is " + there.state()
                                    + "; the mirror's copy has to be restored WITH NORECOVERY.")
                            .seen("state_desc " + there.state(), restores(there))));
        }

        private static String restores(Database there) {
            return there.restores().stream().anyMatch(Database.Restored::recovered)
                    ? "msdb's restore history shows a restore WITH RECOVERY"
                    : "";
        }

        private Optional<Draft> family(Database one, Database other) {
            return SetupFinder.areRelated(one, other)
                    ? Optional.empty()
                    : Optional.of(anew(Draft.of("P45", Step.LEFTOVER, mirror.host())
                            .cause(name + " on " + mirror.host() + " is no copy of " + principal.host()
                                    + "'s: it was restored from another database of that name.")
                            .seen("family GUID " + one.familyGuid() + " on " + principal.host() + ", "
                                    + other.familyGuid() + " on " + mirror.host())));
        }

        private Optional<Draft> version() {
            return mirror.instance().majorVersion() < principal.instance().majorVersion()
                    ? Optional.of(Draft.of("P47", Step.LEFTOVER, mirror.host())
                            .cause(mirror.host() + " is older than " + principal.host()
                                    + ": a backup cannot be restored on an older version.")
                            .seen(mirror.instance().version() + " on " + mirror.host() + ", "
                                    + principal.instance().version() + " on " + principal.host())
                            .mend("upgrade " + mirror.host() + ", or let it be the principal"))
                    : Optional.empty();
        }
    }
}
