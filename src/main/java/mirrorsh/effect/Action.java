package mirrorsh.effect;

import java.time.Duration;
import mirrorsh.tsql.Batch;

/** One thing to do to make an effect true. */
public sealed interface Action {
    /** Run a batch on a host. */
    record Execute(String host, Batch batch) implements Action {}

    /** Carry a file between hosts. */
    record CopyFile(String fromHost, String fromPath, String toHost, String toPath) implements Action {}

    /** Read the hosts again and again until the effect is Done, at most so long. */
    record Await(String what, Duration limit) implements Action {}

    /** Something that only a person can do; {@code what} tells them. */
    record ByHand(String what) implements Action {}
}
