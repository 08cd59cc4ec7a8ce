package mirrorsh.lab;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mirrorsh.lab.instance.security.KeySource;

/** RSA keys made once for a whole test run and handed out in turn: making one takes longer than most tests. */
public final class PreparedKeys implements KeySource {
    private static final int BITS = 2048;
    private static final int KEYS = 6;

    private static final class Ready {
        static final List<KeyPair> PAIRS = IntStream.range(0, KEYS)
                .mapToObj(i -> KeySource.generating(new SecureRandom()).rsa(BITS))
                .toList();
    }

    private final AtomicInteger next = new AtomicInteger();

    @Override
    public KeyPair rsa(int bits) {
        return Ready.PAIRS.get(next.getAndIncrement() % KEYS);
    }
}
