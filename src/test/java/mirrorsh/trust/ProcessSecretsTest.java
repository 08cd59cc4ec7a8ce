package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mirrorsh.Main;
import mirrorsh.lab.LabExtension;
import mirrorsh.runbook.ServedDisks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole session in a process of its own: no password is in the list of processes, in the environment of what it starts, or in any
 * file that comes and goes. Takes some seconds, for the process and the real procedure.
 */
class ProcessSecretsTest {
    private static final String MARK = Long.toHexString(System.nanoTime());
    private static final String MASTER_KEY = "Marked-Master'Key\"\\]" + MARK;
    private static final String WRONG = "Marked-Wrong'" + MARK;

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Leaks leaks = new Leaks();
    private final Map<String, String> environment = new HashMap<>();
    private Path seen;
    private Path vault;
    private Path given;

    @BeforeEach
    void prepare() throws IOException {
        assumeFalse(OS.WINDOWS.isCurrentOs(), "Windows has no /proc to read another process from.");
        assumeFalse(Files.notExists(Path.of("/proc/self/environ")), "There is no /proc here.");
        seen = Files.createDirectory(folder.resolve("seen"));
        vault = folder.resolve("vault");
        given = folder.resolve("given");
        Files.createFile(given, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(given, lab.host("HOST_A").password() + "\n");
        Files.createDirectory(folder.resolve("tmp"));
    }

    /** Each stays until it was looked at. */
    private String dwelling(String name, String command) {
        return "touch '" + seen.resolve(name) + "'; while [ ! -e '" + seen.resolve(name + ".go")
                + "' ]; do sleep 0.05; done; " + command;
    }

    /** HOST_A's password is printed by a command, those of the others are in the environment. */
    private void describe(ServedDisks disks) throws IOException {
        environment.putAll(disks.environment());
        environment.remove("MIRRORSH_PASSWORD_HOST_A");
        environment.remove("MIRRORSH_MASTERKEY_PASSWORD"); // one of HOST_B is to be generated
        environment.put("MIRRORSH_MASTERKEY_PASSWORD_HOST_A", MASTER_KEY);
        environment.put("MIRRORSH_PASSWORD_WRONG", WRONG);
        environment.put("TMPDIR", folder.resolve("tmp").toString());
        environment.put("MIRRORSH_NEW_PASSWORDS", "command " + dwelling("taking", "cat >> '" + vault + "'"));
        Path hosts = folder.resolve("hosts.toml");
        String printing = dwelling("printing", "cat '" + given + "'").replace("\"", "\\\"");
        Files.writeString(
                hosts,
                Files.readString(hosts).replace("[HOST_A]\n", "[HOST_A]\npassword_command = \"" + printing + "\"\n"));
        environment.forEach((name, value) -> {
            if (name.contains("PASSWORD") && !name.endsWith("NEW_PASSWORDS")) {
                leaks.marked(value);
            }
        });
        leaks.marked(lab.host("HOST_A").password());
    }

    private List<String> lines() {
        return List.of(
                "record " + folder.resolve("change.md"),
                "run set-up-mirroring certificates=files --yes",
                "status --json",
                "diagnose --report " + folder.resolve("found.html"),
                "script set-up-mirroring --out " + folder.resolve("set-up.sql"),
                "plan verify --save " + folder.resolve("plan.json"),
                "run verify --yes --json",
                "run change-operating-mode mode=high-safety --yes",
                "run move-logins logins=HOST_B_login --yes",
                "cert rotate --on HOST_A --yes",
                "login create HOST_W --on HOST_A --yes",
                "run remove-mirroring --yes",
                "runbook history",
                "hosts save " + folder.resolve("again.toml"),
                "connect WRONG " + lab.host("HOST_W").server() + " --trust-certificate");
    }

    private Process start() throws IOException {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--hosts",
                folder.resolve("hosts.toml").toString());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectInput(Files.write(folder.resolve("input"), lines()).toFile())
                .redirectOutput(seen.resolve("output").toFile())
                .start();
    }

    private void letGo(String name, Processes processes) throws IOException {
        if (Files.exists(seen.resolve(name)) && Files.notExists(seen.resolve(name + ".go"))) {
            processes.look();
            Files.createFile(seen.resolve(name + ".go"));
        }
    }

    @Test
    void areNotToldToChildrenNorListedWithProcessesNorLeftInFiles() throws Exception {
        try (ServedDisks disks = new ServedDisks(lab.lab(), folder)) {
            describe(disks);
            FreshFiles files = new FreshFiles(leaks, List.of(folder), Set.of(given, vault));
            Process process = start();
            Processes processes = new Processes(leaks, process.toHandle(), environment);
            try {
                while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    processes.look();
                    letGo("printing", processes);
                    letGo("taking", processes);
                }
            } finally {
                process.destroyForcibly();
                files.close();
            }

            String output = Files.readString(seen.resolve("output"));
            assertThat(output.substring(Math.max(0, output.length() - 800))).contains("18456");
            leaks.marked(Files.readString(vault).lines().findFirst().orElseThrow());
            assertThat(processes.children()).hasSizeGreaterThan(1);
            assertThat(files.count()).isGreaterThan(10);
            leaks.assertNone();
        }
    }
}
