package mirrorsh.host;

/** A server showed a TLS certificate that nobody on this machine vouches for. Nothing was sent to it, the password neither. */
public final class UntrustedCertificateException extends HostException {
    private static final long serialVersionUID = 1L;

    private final transient ServerCertificate certificate;

    UntrustedCertificateException(HostDefinition definition, ServerCertificate certificate, Throwable cause) {
        super(
                definition.name(),
                "The TLS certificate of " + definition.name() + " at " + definition.server()
                        + " is not signed by anyone this machine trusts:\n  SHA-256 " + certificate.fingerprint()
                        + "\n  subject " + certificate.subject(),
                "the instance uses a self-signed certificate.",
                "connect " + definition.name() + " " + definition.server()
                        + " in a terminal, where you can trust it from now on;"
                        + " or --trust-certificate, if you know that it is the right server",
                cause);
        this.certificate = certificate;
    }

    /** What the server showed. */
    public ServerCertificate certificate() {
        return certificate;
    }
}
