package mirrorsh.lab.tds;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import mirrorsh.lab.der.Der;

/** An X.509 server certificate (version 3, RSA, SHA-256) that signs itself. */
final class SelfSignedCertificate {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int EXPLICIT_0 = 0xA0;
    private static final int EXPLICIT_3 = 0xA3;
    private static final BigInteger VERSION_3 = BigInteger.TWO;

    private final KeyPair key;
    private final String commonName;
    private final Set<String> names = new LinkedHashSet<>();

    SelfSignedCertificate(KeyPair key, String commonName, List<String> names) {
        this.key = key;
        this.commonName = commonName;
        this.names.add(commonName);
        this.names.add("localhost");
        this.names.add("127.0.0.1");
        this.names.addAll(names);
    }

    byte[] encoded(Instant now) {
        // sha256WithRSAEncryption, its parameters are a NULL
        byte[] algorithm = Der.sequence(Der.objectIdentifier("1.2.840.113549.1.1.11"), Der.nothing());
        byte[] body = body(algorithm, now);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(body);
            return Der.sequence(body, algorithm, Der.bitString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This key does not sign with RSA.", e);
        }
    }

    private byte[] body(byte[] algorithm, Instant now) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.objectIdentifier("2.5.4.3"), Der.string(commonName))));
        // one day back, for clients whose clock is behind
        byte[] validity = Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALIDITY)));
        return Der.sequence(
                Der.tagged(EXPLICIT_0, Der.integer(VERSION_3)),
                Der.integer(new BigInteger(126, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                name,
                validity,
                name,
                key.getPublic().getEncoded(),
                Der.tagged(EXPLICIT_3, Der.sequence(alternativeNames(), serverUse())));
    }

    private byte[] alternativeNames() {
        var list = new ByteArrayOutputStream();
        for (String name : names) {
            list.writeBytes(
                    IPV4.matcher(name).matches()
                            ? Der.tagged(IP_ADDRESS, address(name))
                            : Der.tagged(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] value = Der.sequence(list.toByteArray());
        return Der.sequence(Der.objectIdentifier("2.5.29.17"), Der.octets(value));
    }

    private static byte[] address(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    /** Extended key usage: server authentication. */
    private static byte[] serverUse() {
        byte[] value = Der.sequence(Der.objectIdentifier("1.3.6.1.5.5.7.3.1"));
        return Der.sequence(Der.objectIdentifier("2.5.29.37"), Der.octets(value));
    }
}
