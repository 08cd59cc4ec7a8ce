package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Small keys, made once, in place of those that take seconds; remembers what was asked for. */
final class TestKeys implements KeySource {
    private static final List<KeyPair> PREPARED = Stream.generate(
                    () -> KeySource.generating(new SecureRandom()).rsa(1024))
            .limit(4)
            .toList();

    final List<Integer> asked = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    @Override
    public KeyPair rsa(int bits) {
        asked.add(bits);
        return PREPARED.get(next.getAndIncrement() % PREPARED.size());
    }
}
