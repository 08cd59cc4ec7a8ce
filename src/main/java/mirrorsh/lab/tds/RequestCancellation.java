package mirrorsh.lab.tds;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.type.Cancellation;

/** The cancel of one request; set by the reader, asked by the worker. */
final class RequestCancellation implements Cancellation {
    private final CountDownLatch requested = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    @Override
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    @Override
    public boolean await(long millis) throws InterruptedException {
        return requested.await(millis, TimeUnit.MILLISECONDS);
    }
}
