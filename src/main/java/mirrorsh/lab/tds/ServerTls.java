package mirrorsh.lab.tds;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate with which a {@link TdsServer} shows itself (tds.md §5). Safe to share.
 *
 * <p>One that signs itself is made when the first client asks for it: that takes longer than everything else that a server needs
 * to start.
 */
public final class ServerTls {
    private static final String STRICT_PROTOCOL = "tds/8.0";
    private static final int KEY_BITS = 2048;

    private final Supplier<Made> maker;
    private @Nullable Made made;

    private record Made(X509Certificate certificate, SSLContext context) {
        static Made of(PrivateKey key, X509Certificate certificate) {
            return new Made(certificate, ServerTls.context(key, certificate));
        }
    }

    /** Uses a key and its certificate as they are. */
    public ServerTls(PrivateKey key, X509Certificate certificate) {
        this(() -> Made.of(key, certificate));
    }

    private ServerTls(Supplier<Made> maker) {
        this.maker = maker;
    }

    private synchronized Made made() {
        Made ready = made;
        if (ready == null) {
            ready = maker.get();
            made = ready;
        }
        return ready;
    }

    /** A new RSA key of 2048 bits; takes some tenths of a second, and one may serve many certificates. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no RSA.", e);
        }
    }

    /**
     * Makes a certificate that signs itself, valid from yesterday for ten years.
     *
     * @param commonName host name of the instance; also an alternative name, beside localhost and 127.0.0.1
     * @param names further DNS names or IPv4 addresses under which clients reach it
     */
    public static ServerTls selfSigned(KeyPair key, String commonName, List<String> names) {
        return selfSigned(() -> key, commonName, names);
    }

    /** As {@link #selfSigned(KeyPair, String, List)}, with a key that is asked for when the first client comes. */
    public static ServerTls selfSigned(Supplier<KeyPair> key, String commonName, List<String> names) {
        List<String> known = List.copyOf(names);
        return new ServerTls(() -> sign(key.get(), commonName, known));
    }

    private static Made sign(KeyPair key, String commonName, List<String> names) {
        byte[] der = new SelfSignedCertificate(key, commonName, names).encoded(Instant.now());
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            return Made.of(key.getPrivate(), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java does not read the certificate that it signed.", e);
        }
    }

    private static SSLContext context(PrivateKey key, X509Certificate certificate) {
        try {
            // the store never leaves this method; it asks for a password, so it gets one
            char[] password = {'x'};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", key, password, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This key and certificate do not serve TLS.", e);
        }
    }

    /** The certificate that clients see. */
    public X509Certificate certificate() {
        return made().certificate();
    }

    /** The certificate as PEM text, for a client's trust settings. */
    public String pem() {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate has no encoding.", e);
        }
    }

    /** An engine for TLS inside TDS packets: 1.3 would lose the client's last flight (tds.md §5.2). */
    SSLEngine tunnelled() {
        SSLEngine engine = made().context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        return engine;
    }

    /** An engine for TDS 8.0: TLS first, with the protocol's name (tds.md §5.4). */
    SSLEngine strict() {
        SSLEngine engine = made().context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {STRICT_PROTOCOL});
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        engine.setSSLParameters(parameters);
        return engine;
    }
}
