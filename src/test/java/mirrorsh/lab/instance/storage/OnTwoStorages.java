package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.copy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on the storages of two instances, of which the first has a database Sales with one row. */
abstract class OnTwoStorages {
    static final String BAK = "C:\\x.bak";
    static final String TRN = "C:\\x.trn";

    @TempDir
    Path folder;

    StorageFixture a;
    StorageFixture b;

    @BeforeEach
    void start() {
        a = new StorageFixture(folder, "HOST_A");
        b = new StorageFixture(folder, "HOST_B");
        a.create("Sales");
        a.createTable("Sales", "t");
        a.insert("Sales", "t", 1, "one");
    }

    /** MIR-2 to MIR-6 of procedure.md. */
    void prepareMirror() throws IOException {
        a.backup("Sales", BAK, "FORMAT");
        a.backupLog("Sales", TRN, "FORMAT");
        copy(a, b, BAK);
        copy(a, b, TRN);
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "NORECOVERY");
    }
}
