package mirrorsh.lab.mirroring;

import java.time.Duration;

/**
 * How fast things go (sessions.md §5).
 *
 * @param ping how often every link is pinged
 * @param reconnect how long after a failure the next attempt comes; the documentation names no period
 * @param connect how long a connection attempt may take
 * @param handshake how long one step of the handshake may take, in real time
 * @param answer how long a statement waits for another instance
 */
record Timing(Duration ping, Duration reconnect, Duration connect, Duration handshake, Duration answer) {
    static final Timing USUAL = new Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15));
}
