package mirrorsh.lab.mirroring;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.instance.security.TransportSecurity;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/** Security that trusts what a test says. */
final class FakeSecurity implements TransportSecurity {
    private final Map<Integer, PeerVerdict> verdicts = new ConcurrentHashMap<>();
    volatile @Nullable EndpointSettings endpoint = endpoint(7024);
    volatile OwnIdentity own;

    FakeSecurity(TestIdentity identity) {
        own = new OwnIdentity.Usable(identity.certificate(), identity.key());
    }

    static EndpointSettings endpoint(int port) {
        return new EndpointSettings(
                65536,
                "Endpoint_Mirroring",
                EndpointState.STARTED,
                port,
                Optional.empty(),
                EndpointRole.ALL,
                Optional.empty(),
                256,
                false,
                EncryptionMode.REQUIRED,
                List.of(EncryptionAlgorithm.AES));
    }

    void trust(TestIdentity peer, String login) {
        verdicts.put(Arrays.hashCode(peer.certificate()), new PeerVerdict.Accepted(login, 300));
    }

    void refuse(TestIdentity peer, SqlMessage reason, Optional<String> login) {
        verdicts.put(Arrays.hashCode(peer.certificate()), new PeerVerdict.Refused(reason, login));
    }

    void state(EndpointState state) {
        EndpointSettings now = now();
        change(now.port(), state, now.role(), now.encryption(), now.algorithms());
    }

    void port(int port) {
        EndpointSettings now = now();
        change(port, now.state(), now.role(), now.encryption(), now.algorithms());
    }

    void role(EndpointRole role) {
        EndpointSettings now = now();
        change(now.port(), now.state(), role, now.encryption(), now.algorithms());
    }

    void encryption(EncryptionMode mode, EncryptionAlgorithm... algorithms) {
        EndpointSettings now = now();
        change(now.port(), now.state(), now.role(), mode, List.of(algorithms));
    }

    /** Windows authentication only. */
    void windows() {
        EndpointSettings now = now();
        endpoint = new EndpointSettings(
                now.id(),
                now.name(),
                now.state(),
                now.port(),
                now.ip(),
                now.role(),
                Optional.of(WindowsMethod.NEGOTIATE),
                0,
                false,
                now.encryption(),
                now.algorithms());
    }

    private EndpointSettings now() {
        return endpoint().orElseThrow();
    }

    private void change(
            int port,
            EndpointState state,
            EndpointRole role,
            EncryptionMode mode,
            List<EncryptionAlgorithm> algorithms) {
        EndpointSettings now = now();
        endpoint = new EndpointSettings(
                now.id(),
                now.name(),
                state,
                port,
                now.ip(),
                role,
                now.windows(),
                now.certificateId(),
                now.certificateFirst(),
                mode,
                algorithms);
    }

    @Override
    public Optional<EndpointSettings> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    @Override
    public OwnIdentity ownIdentity() {
        return own;
    }

    @Override
    public PeerVerdict judge(byte[] certificateDer) {
        return verdicts.getOrDefault(
                Arrays.hashCode(certificateDer),
                new PeerVerdict.Refused(
                        new SqlMessage(28035, 10, 89, "The peer's certificate was not found. State 89.", "", 0),
                        Optional.empty()));
    }
}
