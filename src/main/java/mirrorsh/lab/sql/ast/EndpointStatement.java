package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about one endpoint (tsql.md §4). */
public sealed interface EndpointStatement extends AdminStatement {
    String name();

    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    enum EndpointState {
        STARTED,
        STOPPED,
        DISABLED
    }

    /** {@code AS TCP (...)}; each part null where it was left out; ip "ALL" or an address. */
    record TcpOptions(@Nullable Integer port, @Nullable String ip) {}

    /** {@code FOR DATABASE_MIRRORING (...)}; each part null where it was left out. */
    record MirroringOptions(
            @Nullable Authentication authentication,
            @Nullable Encryption encryption,
            @Nullable EndpointRole role) {}

    enum EndpointRole {
        WITNESS,
        PARTNER,
        ALL
    }

    enum WindowsMethod {
        NTLM,
        KERBEROS,
        NEGOTIATE
    }

    /** At least one of the two methods; {@code certificateFirst} where both are given in that order. */
    record Authentication(
            @Nullable WindowsMethod windows, @Nullable String certificate, boolean certificateFirst) {}

    enum EncryptionMode {
        DISABLED,
        SUPPORTED,
        REQUIRED
    }

    enum EncryptionAlgorithm {
        RC4,
        AES
    }

    /** {@code algorithms} in the written order, empty where left out (default by version). */
    record Encryption(EncryptionMode mode, List<EncryptionAlgorithm> algorithms) {}

    /** {@code state} null where it was left out (STOPPED). */
    record CreateEndpoint(
            String name,
            @Nullable String owner,
            @Nullable EndpointState state,
            TcpOptions tcp,
            MirroringOptions mirroring)
            implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_ENDPOINT;
        }
    }

    record AlterEndpoint(
            String name,
            @Nullable EndpointState state,
            @Nullable TcpOptions tcp,
            @Nullable MirroringOptions mirroring) implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_ENDPOINT;
        }
    }

    record DropEndpoint(String name) implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_ENDPOINT;
        }
    }
}
