package mirrorsh.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real shell on a real terminal. One start for many keys: a start with a lab takes some seconds. */
class TerminalIT {
    @TempDir
    private Path home;

    @BeforeEach
    void needsATerminal() {
        assumeTrue(PseudoTerminal.isPossible(), "There is no /usr/bin/script (util-linux) to make a terminal with.");
    }

    @Test
    void answersWhatIsTyped() throws Exception {
        try (PseudoTerminal terminal = PseudoTerminal.start(home, 100, "--lab")) {
            terminal.await("Lab: HOST_A, HOST_B, HOST_W are up");
            terminal.await("mirrorsh:HOST_A> ");

            terminal.type("stat\t");
            terminal.await("status ");
            terminal.type("\r");
            terminal.await("AdventureWorks");
            terminal.await("mirrorsh:HOST_A> ");

            terminal.type("run runbooks/set-up-mirroring.groovy\r");
            terminal.await("[Enter] begin   [p]lan   [q]uit");
            terminal.type("\r");
            terminal.await("[y]es [s]kip [a]ll-remaining [t]sql [e]xplain [q]uit");
            terminal.type("q\r");
            terminal.await("mirrorsh:HOST_A> ");

            terminal.type("run runbooks/set-up-mirroring.groovy\r");
            terminal.await("[Enter] begin   [p]lan   [q]uit");
            terminal.type("\u0003");
            terminal.await("mirrorsh:HOST_A> ");

            terminal.type("sql WAITFOR DELAY '00:05:00'\r");
            terminal.await("05:00'");
            terminal.typeUntil("\u0003", "mirrorsh:HOST_A> ");

            String wide = "sql SELECT '" + "x".repeat(30) + "' AS one, '" + "y".repeat(30) + "' AS two";
            terminal.type(wide + "\r");
            terminal.await("\n");
            assertThat(terminal.await("(1 row)")).contains("x".repeat(30) + "  " + "y".repeat(30));
            terminal.await("mirrorsh:HOST_A> ");
            terminal.resize(50);
            terminal.type(wide + "\r");
            assertThat(terminal.await("(1 row)"))
                    .contains(" one  " + "x".repeat(30))
                    .contains(" two  " + "y".repeat(30));
            terminal.await("mirrorsh:HOST_A> ");

            terminal.type("exit\r");
            assertThat(terminal.exitCode()).isZero();
        }
    }
}
