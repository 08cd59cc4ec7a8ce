package mirrorsh.host;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import mirrorsh.host.PinnedTrustManager.RefusedCertificateException;
import mirrorsh.tsql.Secret;

/** Why a server's TLS certificate was refused. */
final class CertificateRefusal {
    /** The fingerprint of no certificate. */
    private static final String NONE = "none";

    private CertificateRefusal() {}

    /** A failed connection as an exception of ours: one about the certificate where that is the reason. */
    static HostException explained(HostDefinition definition, Secret password, Limits limits, SQLException e) {
        Optional<ServerCertificate> refused = refused(e);
        if (refused.isPresent()) {
            return new ChangedCertificateException(definition, refused.get(), e);
        }
        if (definition.encryption() == HostDefinition.Encryption.ANY_CERTIFICATE
                || !definition.pin().isEmpty()
                || !isAboutTls(e)) {
            return ConnectFailure.of(definition, e);
        }
        return shown(definition, password, limits)
                .<HostException>map(certificate -> new UntrustedCertificateException(definition, certificate, e))
                .orElseGet(() -> ConnectFailure.of(definition, e));
    }

    /** The certificate that a server shows. The driver does not tell, so it is asked once more and everything is refused. */
    private static Optional<ServerCertificate> shown(HostDefinition definition, Secret password, Limits limits) {
        SQLServerDataSource source = ConnectionSource.of(definition, password, limits);
        ConnectionSource.accepting(NONE, source);
        try (Connection unexpected = source.getConnection()) {
            throw new IllegalStateException("A certificate was accepted that nobody trusts: " + unexpected);
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private static Optional<ServerCertificate> refused(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificateException refused) {
                return Optional.of(refused.shown());
            }
        }
        return Optional.empty();
    }

    private static boolean isAboutTls(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("ssl") || text.contains("pkix");
    }
}
