package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;

/** A statement about the mirroring session of one database (tsql.md §7.1). */
public sealed interface MirroringStatement extends AdminStatement {
    String database();

    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.ALTER_DATABASE;
    }

    record SetPartner(String database, String address) implements MirroringStatement {}

    record ChangePartner(String database, Change change) implements MirroringStatement {
        public enum Change {
            FAILOVER,
            FORCE_SERVICE_ALLOW_DATA_LOSS,
            OFF,
            RESUME,
            SUSPEND,
            SAFETY_FULL,
            SAFETY_OFF
        }
    }

    record SetPartnerTimeout(String database, long seconds) implements MirroringStatement {}

    record SetWitness(String database, String address) implements MirroringStatement {}

    record WitnessOff(String database) implements MirroringStatement {}
}
