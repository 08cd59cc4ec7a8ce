package mirrorsh.lab.mirroring;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;

/**
 * What encrypts a link behind its handshake (procedure.md §8.2, §8.3): a key stream of AES or RC4 for each direction. The modes of the
 * real thing are not documented. One thread may encrypt while another decrypts.
 */
final class LinkCipher {
    private static final int KEY_BYTES = 16;

    private final Cipher outgoing;
    private final Cipher incoming;

    private LinkCipher(Cipher outgoing, Cipher incoming) {
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /**
     * The cipher of one side.
     *
     * @param secret what both have agreed upon
     */
    static LinkCipher of(EncryptionAlgorithm algorithm, byte[] secret, Proof.Side side)
            throws GeneralSecurityException {
        Proof.Side other = side == Proof.Side.OPENER ? Proof.Side.ACCEPTOR : Proof.Side.OPENER;
        return new LinkCipher(
                cipher(algorithm, secret, side, Cipher.ENCRYPT_MODE),
                cipher(algorithm, secret, other, Cipher.DECRYPT_MODE));
    }

    private static Cipher cipher(EncryptionAlgorithm algorithm, byte[] secret, Proof.Side sender, int mode)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(secret);
        digest.update((byte) sender.ordinal());
        byte[] material = digest.digest();
        byte[] key = Arrays.copyOf(material, KEY_BYTES);
        if (algorithm == EncryptionAlgorithm.RC4) {
            Cipher cipher = Cipher.getInstance("ARCFOUR");
            cipher.init(mode, new SecretKeySpec(key, "ARCFOUR"));
            return cipher;
        }
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        byte[] counter = Arrays.copyOfRange(material, KEY_BYTES, material.length);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
        return cipher;
    }

    /** The next bytes of what is sent. */
    byte[] encrypt(byte[] bytes) {
        return outgoing.update(bytes);
    }

    /** What is received, in the clear. */
    InputStream decrypt(InputStream from) {
        return new Clear(from, incoming);
    }

    /** Decrypts what was read, in place. */
    private static final class Clear extends FilterInputStream {
        private final Cipher cipher;

        Clear(InputStream from, Cipher cipher) {
            super(from);
            this.cipher = cipher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                try {
                    cipher.update(into, offset, count, into, offset);
                } catch (ShortBufferException e) {
                    throw new IOException("A key stream changes no length.", e);
                }
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, Integer.MAX_VALUE))
                    .length; // what is skipped moves the key stream too
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
