package mirrorsh.lab;

import java.util.List;
import java.util.stream.Stream;

/** What a planted fault must lead to. */
record Evidence(List<Refused> refused, List<Trace> log, List<Trace> states) {
    /** A line of an error log, or the state of a session. */
    record Trace(String host, String text) {}

    /** One of the numbers must have been raised by a step. */
    record Refused(String step, List<Integer> numbers) {}

    static Evidence refused(String step, Integer... numbers) {
        return fine().andRefused(step, numbers);
    }

    /** The fault sits in the transport (errors.md §9). */
    static Evidence unreachable() {
        return refused("partner on HOST_A", 1418);
    }

    /** No statement is refused. */
    static Evidence fine() {
        return new Evidence(List.of(), List.of(), List.of());
    }

    Evidence log(String host, String text) {
        return new Evidence(refused, plus(log, new Trace(host, text)), states);
    }

    Evidence state(String host, String state) {
        return new Evidence(refused, log, plus(states, new Trace(host, state)));
    }

    Evidence andRefused(String step, Integer... numbers) {
        return new Evidence(plus(refused, new Refused(step, List.of(numbers))), log, states);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
