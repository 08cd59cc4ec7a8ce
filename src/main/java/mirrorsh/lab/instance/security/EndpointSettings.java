package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;

/**
 * The database mirroring endpoint as the catalog has it (catalog.md §2.2).
 *
 * @param windows the Windows method offered, if any
 * @param certificateId own certificate in master, 0 for none
 * @param certificateFirst whether the certificate is tried before the Windows method
 * @param ip LISTENER_IP, empty for ALL
 */
public record EndpointSettings(
        int id,
        String name,
        EndpointState state,
        int port,
        Optional<String> ip,
        EndpointRole role,
        Optional<WindowsMethod> windows,
        int certificateId,
        boolean certificateFirst,
        EncryptionMode encryption,
        List<EncryptionAlgorithm> algorithms) {}
