package mirrorsh.host;

/** A server showed another TLS certificate than the one that was trusted. Nothing was sent to it, the password neither. */
public final class ChangedCertificateException extends HostException {
    private static final long serialVersionUID = 1L;

    ChangedCertificateException(HostDefinition definition, ServerCertificate shown, Throwable cause) {
        super(
                definition.name(),
                "THE TLS CERTIFICATE OF " + definition.name() + " AT " + definition.server()
                        + " HAS CHANGED. Somebody else may be answering there.\n  trusted  SHA-256 " + definition.pin()
                        + "\n  shown    SHA-256 " + shown.fingerprint() + "\n           subject "
                        + shown.subject(),
                "the instance got a new certificate, or was restarted with a self-signed one; ask who runs it.",
                "hosts forget " + definition.name() + ", once you know that the new one is right, then connect again",
                cause);
    }
}
