package mirrorsh.lab.instance.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import mirrorsh.lab.type.SqlFailure;

/**
 * Files with private keys. PFX files are real PKCS #12; in place of PVK stands the lab's own container, which only another lab
 * instance reads (an encrypted PKCS #8 behind a few letters).
 */
final class PrivateKeyFile {
    private static final byte[] MAGIC = "LABPVK1".getBytes(StandardCharsets.US_ASCII);
    private static final String ALIAS = "certificate";

    private PrivateKeyFile() {}

    /** What a PFX file holds. */
    record Pfx(byte[] der, PrivateKey key) {}

    static byte[] write(PrivateKey key, String password, Realm realm) {
        return container(MAGIC, Seal.withPassword(password, key.getEncoded(), realm.random()));
    }

    /** @throws SqlFailure 15464 wrong format, 15465 wrong password */
    static PrivateKey read(byte[] file, String password) {
        byte[] sealed = content(MAGIC, file).orElseThrow(() -> SqlFailure.of(15464));
        return CertificateKeys.decoded(Seal.open(password, sealed).orElseThrow(() -> SqlFailure.of(15465)));
    }

    static byte[] writePfx(Certificate certificate, PrivateKey key, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate[] chain = {certificate.x509()};
            store.setKeyEntry(ALIAS, key, password.toCharArray(), chain);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A key store in memory cannot be written.", e);
        }
    }

    /** The first key of a PKCS #12 file with its certificate. @throws SqlFailure 15465 when password or format are wrong */
    static Pfx readPfx(byte[] file, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password.toCharArray());
            for (String alias : java.util.Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    return new Pfx(store.getCertificate(alias).getEncoded(), key);
                }
            }
            throw SqlFailure.of(15464);
        } catch (GeneralSecurityException | IOException e) {
            // the JDK does not tell a wrong password from a damaged file
            throw SqlFailure.of(15465);
        }
    }

    static byte[] container(byte[] magic, byte[] content) {
        byte[] file = Arrays.copyOf(magic, magic.length + content.length);
        System.arraycopy(content, 0, file, magic.length, content.length);
        return file;
    }

    static Optional<byte[]> content(byte[] magic, byte[] file) {
        boolean fits = file.length >= magic.length && Arrays.equals(magic, Arrays.copyOf(file, magic.length));
        return fits ? Optional.of(Arrays.copyOfRange(file, magic.length, file.length)) : Optional.empty();
    }
}
