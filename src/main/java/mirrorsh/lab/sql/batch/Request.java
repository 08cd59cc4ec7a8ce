package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;

/** Where the statements of one request answer to, and whether they shall stop. */
record Request(ResponseSink sink, Cancellation cancellation) {
    Request answeringTo(ResponseSink other) {
        return new Request(other, cancellation);
    }
}
