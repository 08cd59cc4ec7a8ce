package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import mirrorsh.lab.machine.Installation.Version;

/**
 * A few RSA keys made ahead on a borrowed thread, so that the first CREATE CERTIFICATE need not wait for one; the rest come when
 * they are asked for. Safe to share.
 */
public final class KeyPool implements KeySource, AutoCloseable {
    private final KeySource source;
    private final int bits;
    private final List<FutureTask<KeyPair>> tasks;
    private final Queue<FutureTask<KeyPair>> ahead;

    /**
     * A pool that has not begun to make keys.
     *
     * @param version whose certificates get the keys (tsql.md §12)
     * @param keys how many are made ahead
     */
    public KeyPool(KeySource source, Version version, int keys) {
        this.source = source;
        this.bits = X509.keyLength(version);
        this.tasks = Stream.generate(() -> new FutureTask<>(() -> source.rsa(bits)))
                .limit(keys)
                .toList();
        this.ahead = new ConcurrentLinkedQueue<>(tasks);
    }

    /** Begins to make them. */
    public void begin(Executor executor) {
        tasks.forEach(executor::execute);
    }

    @Override
    public KeyPair rsa(int wanted) {
        FutureTask<KeyPair> made = wanted == bits ? ahead.poll() : null;
        if (made != null) {
            try {
                made.run(); // nothing, if it is made already or just being made
                return made.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | CancellationException e) {
                // not made ahead after all: made here, where a failure reaches who asked
            }
        }
        return source.rsa(wanted);
    }

    /** Whoever waits for a key that is not begun makes it himself. */
    @Override
    public void close() {
        tasks.forEach(task -> task.cancel(true));
    }
}
