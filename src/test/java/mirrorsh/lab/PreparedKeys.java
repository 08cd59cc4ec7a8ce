package mirrorsh.lab;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.lab.instance.security.KeySource;

/** A few RSA keys of a whole test run, each made when it is first wanted and handed out in turn: making one takes long. */
public final class PreparedKeys implements KeySource {
    private static final int BITS = 2048;
    private static final int KEYS = 6;

    private static final Map<Integer, KeyPair> PAIRS = new ConcurrentHashMap<>();

    private final AtomicInteger next = new AtomicInteger();

    /** Keys that are all made already: for who measures, and wants nothing to be at work beside it. */
    public static PreparedKeys made() {
        PreparedKeys keys = new PreparedKeys();
        for (int i = 0; i < KEYS; i++) {
            keys.rsa(BITS);
        }
        return keys;
    }

    @Override
    public KeyPair rsa(int bits) {
        return PAIRS.computeIfAbsent(
                next.getAndIncrement() % KEYS,
                index -> KeySource.generating(new SecureRandom()).rsa(BITS));
    }
}
