package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;

/** A statement about the instance as a whole. */
public sealed interface InstanceStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.OTHER;
    }

    /** {@code RECONFIGURE}: what sp_configure changed is in use from now on. */
    record Reconfigure() implements InstanceStatement {}

    /** {@code KILL n}: ends a session. */
    record Kill(int session) implements InstanceStatement {}

    /** {@code CHECKPOINT}, after which everything is on disk; in the lab it always is. */
    record Checkpoint() implements InstanceStatement {}
}
