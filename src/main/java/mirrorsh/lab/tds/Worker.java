package mirrorsh.lab.tds;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Answers a connection's requests in order, on a thread of its own.
 *
 * <p>Only this thread writes after the login. A cancel is a job too: it marks the requests in front of it and is
 * acknowledged behind their answers, in a message of its own (tds.md §9.5).
 */
final class Worker implements Runnable {
    /** A client waits for its answer; more than a request and some cancels never queue up. */
    private static final int MOST_WAITING = 16;

    private final RequestHandler handler;
    private final Response.Link link;
    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<RequestCancellation> unfinished = new ConcurrentLinkedQueue<>();
    private final Runnable whenOver;

    /** A request, or the acknowledgement of a cancel where there is none. */
    private record Job(@Nullable Message request, RequestCancellation cancellation) {}

    /**
     * Makes a worker.
     *
     * @param whenOver runs at the end, whatever ended it
     */
    Worker(RequestHandler handler, Response.Link link, Runnable whenOver) {
        this.handler = handler;
        this.link = link;
        this.whenOver = whenOver;
    }

    /** Takes a message of the client; called by the reader. */
    void accept(Message message) throws ProtocolException {
        if (message.type() == PacketType.ATTENTION) {
            cancelAll();
            enqueue(new Job(null, new RequestCancellation()));
        } else {
            var cancellation = new RequestCancellation();
            unfinished.add(cancellation);
            enqueue(new Job(message, cancellation));
        }
    }

    private void enqueue(Job job) throws ProtocolException {
        if (!jobs.offer(job)) {
            throw new ProtocolException("more than " + MOST_WAITING + " requests wait for an answer");
        }
    }

    /** Asks every request that has been accepted to stop. */
    void cancelAll() {
        unfinished.forEach(RequestCancellation::request);
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = answer(jobs.take());
            }
        } catch (InterruptedException e) {
            // the reader ended the connection
            Thread.currentThread().interrupt();
        } catch (ConnectionLostException | IOException e) {
            ConnectionLog.ended(e);
        } catch (RuntimeException e) {
            ConnectionLog.broke(e);
        } finally {
            whenOver.run();
        }
    }

    private boolean answer(Job job) throws IOException {
        Message request = job.request();
        if (request == null) {
            acknowledgeCancel();
            return true;
        }
        try {
            if (request.ignored()) {
                handler.answerIgnored();
                return true;
            }
            return handler.answer(request, job.cancellation());
        } finally {
            unfinished.remove(job.cancellation());
        }
    }

    private void acknowledgeCancel() throws IOException {
        ByteWriter token = new ByteWriter();
        new TokenWriter(token, link.dialect(), link.identity()).done(TokenWriter.DONE, TokenWriter.ATTENTION, 0, 0);
        link.packets().write(token);
        link.packets().endMessage();
    }
}
