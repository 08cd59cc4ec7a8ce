package mirrorsh.runbook;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has a lab of its own, and a workbench on it. */
abstract class OnAWorkbench {
    @RegisterExtension
    final LabExtension lab;

    @TempDir
    Path folder;

    Workbench bench;

    OnAWorkbench() {
        this(UnaryOperator.identity());
    }

    /** @param settings the lab's, made of the usual ones */
    OnAWorkbench(UnaryOperator<LabSettings> settings) {
        lab = new LabExtension(settings);
    }

    @BeforeEach
    void connect() {
        bench = new Workbench(lab, folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
