package mirrorsh.lab;

import static mirrorsh.lab.Evidence.fine;
import static mirrorsh.lab.PairScript.pair;

/** A session that does not stay (errors.md §9 P48). */
final class SessionPlants {
    static final Planting P48 = new Planting(
            "HOST_B has a newer build that lacks a patch",
            () -> pair().before("key of HOST_A", lab -> lab.lab().faults().halfPatch("HOST_B"))
                    .after("synchronized", lab -> {
                        lab.await("HOST_A", PairScript.STATE, "NONE");
                        lab.await("HOST_B", PairScript.STATE, "NONE");
                    }),
            fine().state("HOST_A", "NONE")
                    .state("HOST_B", "NONE")
                    .log("HOST_A", "10054")
                    .log("HOST_B", "10054")
                    .log("HOST_A", "has been terminated")
                    .log("HOST_B", "has been terminated"));

    private SessionPlants() {}
}
