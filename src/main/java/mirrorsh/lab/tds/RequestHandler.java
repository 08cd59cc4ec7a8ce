package mirrorsh.lab.tds;

import java.util.List;
import mirrorsh.lab.tds.Backend.Outcome;
import mirrorsh.lab.tds.Backend.TransactionAction;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;

/** Answers the requests of a logged-in connection (tds.md §9). Used by the connection's worker. */
final class RequestHandler {
    private static final int RAISED_BY_LAB = 50000;
    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getPackageName());

    private final Backend.Session session;
    private final Response.Link link;
    private final PreparedStatements statements = new PreparedStatements();
    private final RpcDispatcher dispatcher;

    RequestHandler(Backend.Session session, Response.Link link) {
        this.session = session;
        this.link = link;
        this.dispatcher = new RpcDispatcher(session, statements);
    }

    /**
     * Answers one request.
     *
     * @return whether the connection goes on
     * @throws ConnectionLostException if the client is gone
     */
    boolean answer(Message request, Cancellation cancellation) {
        Response response = new Response(link, cancellation, request.type() == PacketType.RPC);
        if (request.isTooLarge()) {
            return refuse(request, response);
        }
        if (request.wantsReset()) {
            statements.clear();
            session.reset(request.keepsTransaction());
            response.resetAcknowledged(request.keepsTransaction());
        }
        try {
            switch (request.type()) {
                case PacketType.BATCH -> batch(request, response, cancellation);
                case PacketType.RPC -> calls(request, response, cancellation);
                default -> transaction(TransactionRequest.parse(request.payload(), link.dialect()), response);
            }
            return !response.isFatal();
        } catch (Cancellation.CancelledException e) {
            response.finishCancelled();
            return !response.isFatal();
        } catch (ProtocolException e) {
            LOG.log(System.Logger.Level.DEBUG, "A request could not be read.", e);
            response.message(Messages.message(8009, String.valueOf(e.getMessage())));
            response.finish();
            return false;
        }
    }

    /** That the number is this one is unconfirmed; a session does not go on after a stream that was not read. */
    private boolean refuse(Message request, Response response) {
        SqlMessage refusal = Messages.message(4002, request.excess());
        session.log(refusal);
        response.message(refusal);
        response.finish();
        return false;
    }

    /** Takes back what the client took back: one empty answer (tds.md §2). */
    void answerIgnored() {
        new Response(link, Cancellation.NONE, false).finish();
    }

    private void batch(Message request, Response response, Cancellation cancellation) throws ProtocolException {
        ByteReader in = new ByteReader(request.payload());
        RequestHeaders.skip(in, link.dialect());
        if (in.remaining() % 2 != 0) {
            throw new ProtocolException("the text of a batch has an odd number of bytes");
        }
        String sql = in.text(in.remaining() / 2);
        List<Integer> givenBack = PreparedStatements.givenBackBy(sql);
        cancellation.check();
        guarded(response, () -> {
            if (givenBack.isEmpty()) {
                session.batch(sql, response, cancellation);
            } else {
                giveBack(givenBack, response);
            }
            return new Outcome(0, List.of());
        });
        response.finish();
    }

    private void giveBack(List<Integer> handles, ResponseSink sink) {
        for (int handle : handles) {
            boolean known = statements.remove(handle);
            if (!known) {
                sink.message(Messages.message(8179, handle));
            }
            sink.done(StatementKind.OTHER, -1, !known);
        }
    }

    private void calls(Message request, Response response, Cancellation cancellation) throws ProtocolException {
        List<RpcRequest> calls = RpcRequest.parse(request.payload(), link.dialect());
        for (int i = 0; i < calls.size(); i++) {
            RpcRequest call = calls.get(i);
            cancellation.check();
            Outcome outcome = call.execute()
                    ? guarded(response, () -> dispatcher.dispatch(call, response, cancellation))
                    : new Outcome(0, List.of());
            response.finishCall(outcome, i + 1 < calls.size());
            if (response.isFatal()) {
                return;
            }
        }
    }

    private void transaction(TransactionRequest request, Response response) {
        guarded(response, () -> {
            if (request.action() == null) {
                throw SqlFailure.of(8501);
            }
            carryOut(request, request.action(), response);
            return new Outcome(0, List.of());
        });
        response.finish();
    }

    private void carryOut(TransactionRequest request, TransactionAction action, Response response) {
        String isolation = request.isolationSql();
        if (!isolation.isEmpty()) {
            session.batch(isolation, new MessagesOnly(response), Cancellation.NONE);
        }
        session.transaction(action, request.name(), response);
        TransactionRequest next = request.next();
        if (next != null) {
            carryOut(next, TransactionAction.BEGIN, response);
        }
    }

    /** What runs behind the wire. */
    @FunctionalInterface
    private interface Work {
        Outcome run();
    }

    /** Runs it; what it refuses and where it fails, the client learns as an error, and the connection lives. */
    private static Outcome guarded(Response response, Work work) {
        try {
            return work.run();
        } catch (Cancellation.CancelledException | ConnectionLostException e) {
            throw e;
        } catch (SqlFailure e) {
            e.messages().forEach(response::message);
            return new Outcome(e.number(), List.of());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.WARNING, "A request failed inside the lab.", e);
            String text = "The lab failed inside while it answered this request (" + e + ").";
            response.message(new SqlMessage(RAISED_BY_LAB, 16, 1, text, "", 0));
            return new Outcome(RAISED_BY_LAB, List.of());
        }
    }
}
