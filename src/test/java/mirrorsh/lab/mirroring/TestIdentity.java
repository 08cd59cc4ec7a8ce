package mirrorsh.lab.mirroring;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;

/** A real RSA key and a self-signed certificate for it. */
record TestIdentity(byte[] certificate, PrivateKey key) {
    /** Made once: keys take time. */
    static final List<TestIdentity> ALL = List.of(make("HOST_A", 1), make("HOST_B", 2), make("HOST_W", 3));

    static TestIdentity make(String subject, int serial) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            byte[] algorithm = sequence(bytes(6, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11), bytes(5));
            byte[] name = sequence(tagged(
                    0x31, sequence(bytes(6, 0x55, 4, 3), tagged(12, subject.getBytes(StandardCharsets.UTF_8)))));
            byte[] life = sequence(time("200101000000Z"), time("491231235959Z"));
            byte[] body = sequence(
                    tagged(2, BigInteger.valueOf(serial).toByteArray()),
                    algorithm,
                    name,
                    life,
                    name,
                    pair.getPublic().getEncoded());
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] signed = signature.sign();
            return new TestIdentity(
                    sequence(body, algorithm, tagged(3, concat(new byte[1], signed))), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] time(String text) {
        return tagged(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(int tag, int... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            content[i] = (byte) values[i];
        }
        return tagged(tag, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, concat(parts));
    }

    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
