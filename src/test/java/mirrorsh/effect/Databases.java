package mirrorsh.effect;

import static mirrorsh.effect.HostStateBuilder.observe;

import java.util.function.UnaryOperator;
import mirrorsh.model.Observation;

/** The document's database on its two hosts, for tests. */
final class Databases {
    static final String DB = "AdventureWorks";
    static final String BAK = "C:\\Backup\\AdventureWorks.bak";
    static final String TRN = "C:\\Backup\\AdventureWorks.trn";

    /** HOST_A with the database made as told. */
    static HostStateBuilder principal(UnaryOperator<DatabaseBuilder> database) {
        HostStateBuilder host = Given.hostA();
        database.apply(host.database(DB));
        return host;
    }

    /** HOST_B with a copy made as told. */
    static HostStateBuilder mirror(UnaryOperator<DatabaseBuilder> database) {
        HostStateBuilder host = Given.hostB();
        database.apply(host.database(DB));
        return host;
    }

    /** Full backup 100 to 110, log backup 100 to 120. */
    static HostStateBuilder backedUp() {
        return principal(db -> db.fullBackup(BAK, 100, 110).logBackup(TRN, 1, 100, 120))
                .file(BAK, true)
                .file(TRN, true);
    }

    static Observation mirrored() {
        return observe(
                principal(db -> db.session("G", "PRINCIPAL", "SYNCHRONIZED", "TCP://HOST_B:7024")),
                mirror(db -> db.state("RESTORING").session("G", "MIRROR", "SYNCHRONIZED", "TCP://HOST_A:7024")));
    }

    private Databases() {}
}
