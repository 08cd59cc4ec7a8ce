package mirrorsh.lab;

import static mirrorsh.lab.Evidence.fine;
import static mirrorsh.lab.Evidence.refused;
import static mirrorsh.lab.PairScript.withWitness;

import java.time.Duration;

/** The witness (errors.md §9 P53 to P58). */
final class WitnessPlants {
    static final Planting P53 = new Planting(
            "HOST_A does not let the witness in",
            () -> withWitness().omit("grant on HOST_A for HOST_W"),
            refused("witness", 1456, 1426));

    static final Planting P54 = new Planting(
            "HOST_B does not let the witness in",
            () -> withWitness().omit("grant on HOST_B for HOST_W"),
            refused("witness", 1426, 1427, 1433));

    static final Planting P55 = new Planting(
            "the witness does not let HOST_A in",
            () -> withWitness().omit("grant on HOST_W for HOST_A"),
            refused("witness", 1456).log("HOST_W", "State 84"));

    static final Planting P56 = new Planting(
            "HOST_B as its own witness",
            () -> withWitness()
                    .replace("witness", "HOST_A", "ALTER DATABASE AdventureWorks SET WITNESS = 'TCP://HOST_B:7024'"),
            refused("witness", 1429));

    static final Planting P57 = new Planting(
            "the witness is set while the mirror catches up",
            () -> withWitness().before("witness", lab -> {
                lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SUSPEND");
                lab.lab().faults().slow("HOST_B", "HOST_A", Duration.ofSeconds(3));
                lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER RESUME");
            }),
            refused("witness", 1426));

    static final Planting P58 = new Planting(
            "a witness with SAFETY OFF",
            () -> withWitness().before("witness", "HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER SAFETY OFF"),
            fine().state("HOST_A", "SYNCHRONIZED"));

    private WitnessPlants() {}
}
