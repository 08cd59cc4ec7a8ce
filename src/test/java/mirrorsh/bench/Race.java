package mirrorsh.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things measured in turn, round by round, so that whatever else the machine does hits all of them alike. */
final class Race {
    /** Does it once and says how long it took. */
    interface Lap {
        double nanos() throws Exception;
    }

    /** What takes longer gets fewer rounds. */
    private static final long BUDGET = 25_000_000_000L;

    private final Map<String, Lap> entries = new LinkedHashMap<>();
    private final Map<String, List<Double>> times = new LinkedHashMap<>();

    Race enter(String name, Lap lap) {
        entries.put(name, lap);
        times.put(name, new ArrayList<>());
        return this;
    }

    /** A lap that takes as long as the work does. */
    Race timed(String name, Work work) {
        return enter(name, () -> {
            long begin = System.nanoTime();
            work.run();
            return System.nanoTime() - begin;
        });
    }

    /** Something to do. */
    interface Work {
        void run() throws Exception;
    }

    Race run(int warmUps, int rounds) throws Exception {
        long begin = System.nanoTime();
        for (int round = -warmUps; round < rounds; round++) {
            if (System.nanoTime() - begin > BUDGET) {
                if (round > 0) {
                    break;
                }
                round = Math.max(round, 0);
            }
            for (Map.Entry<String, Lap> entry : entries.entrySet()) {
                double nanos = entry.getValue().nanos();
                if (round >= 0) {
                    times.get(entry.getKey()).add(nanos);
                }
            }
        }
        return this;
    }

    double median(String name) {
        return median(times.get(name));
    }

    String shown(String name) {
        return Row.millis(median(name));
    }

    /** The median of the rounds' ratios, not the ratio of medians: a slow round slows both. */
    double ratio(String one, String other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < times.get(one).size(); i++) {
            ratios.add(times.get(one).get(i) / times.get(other).get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
