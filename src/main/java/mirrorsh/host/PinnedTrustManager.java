package mirrorsh.host;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts a server that shows one certain TLS certificate, and no other. Public because the driver makes it by its name, from its
 * connection properties {@code trustManagerClass} and {@code trustManagerConstructorArg}.
 */
public final class PinnedTrustManager extends X509ExtendedTrustManager {
    private final String fingerprint;

    /** @param fingerprint of the certificate to accept, as {@link ServerCertificate} spells it; empty for none at all */
    public PinnedTrustManager(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** Refuses a server's certificate and tells which one it is. */
    static final class RefusedCertificateException extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final transient ServerCertificate shown;

        private RefusedCertificateException(ServerCertificate shown) {
            super("The server showed the certificate SHA-256 " + shown.fingerprint() + ".");
            this.shown = shown;
        }

        ServerCertificate shown() {
            return shown;
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("The server showed no certificate.");
        }
        ServerCertificate shown = ServerCertificate.of(chain[0]);
        if (!shown.fingerprint().equals(fingerprint)) {
            throw new RefusedCertificateException(shown);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("There are no clients here.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("There are no clients here.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("There are no clients here.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
