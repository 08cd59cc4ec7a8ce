package mirrorsh.bench;

import java.util.List;

/** A part of the benchmark that can be asked for by its name. */
interface Section {
    String name();

    List<Row> measure(Effort effort) throws Exception;
}
