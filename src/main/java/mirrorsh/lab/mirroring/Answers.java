package mirrorsh.lab.mirroring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.type.SqlFailure;

/** What a statement makes of the answers that it waits for. */
final class Answers {
    private Answers() {}

    /** Asks the session itself, in its mailbox; a refusal comes through. */
    static <T> T ask(Station station, Session session, Supplier<T> question) {
        return wait(station, session, session.mailbox().ask(question));
    }

    /** Waits for something that fails with a {@link SqlFailure}, a broken link (1447) or time (1421). */
    static <T> T wait(Station station, Session session, CompletableFuture<T> result) {
        try {
            return station.await(result);
        } catch (ExecutionException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SqlFailure failure) {
                    throw failure;
                }
            }
            if (Links.failure(e).isPresent()) {
                throw SqlFailure.of(1447, session.database().name());
            }
            throw new IllegalStateException(
                    "Mirroring of " + session.database().name() + " cannot go on.", e.getCause());
        } catch (TimeoutException e) {
            throw SqlFailure.of(1421, session.settings().partner().text());
        }
    }

    /** Asks the partner; its refusal comes through. */
    static void partner(Station station, Session session, Supplier<LinkMessage> request) {
        CompletableFuture<LinkMessage> asked = ask(station, session, () -> {
            Link link = session.partner().link();
            if (link == null) {
                throw SqlFailure.of(1447, session.database().name());
            }
            return link.request(request.get());
        });
        Answer answer = answer(wait(station, session, asked));
        if (!answer.isYes()) {
            throw failure(answer, session.database().name());
        }
    }

    static Answer answer(LinkMessage message) {
        return message instanceof Answer answer ? answer : Answer.no(1434, 1);
    }

    static SqlFailure failure(Answer answer, String database) {
        return SqlFailure.of(answer.number(), database).state(answer.state());
    }
}
