package mirrorsh.shell;

import java.util.Optional;
import mirrorsh.command.Console;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;

/** Asks the person to copy a file, and waits until they have. */
public final class ByHand implements FileTransport {
    private final Console console;

    public ByHand(Console console) {
        this.console = console;
    }

    @Override
    public String description() {
        return "by hand";
    }

    @Override
    public boolean isByHand(String fromHost, String toHost) {
        return true;
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        console.aside("       Copy this file yourself, by a secure way:");
        console.aside("         from  " + fromHost + "  " + fromPath);
        console.aside("         to    " + toHost + "  " + toPath);
        Optional<String> answer = console.ask("       [Enter] when it is there   [q]uit  ");
        if (answer.isEmpty() || answer.get().strip().startsWith("q")) {
            throw new HostException(
                    toHost,
                    "The file " + fromPath + " of " + fromHost + " was not copied to " + toPath + " on " + toHost + ".",
                    "",
                    "copy it, then the same command again: it goes on from there",
                    null);
        }
    }
}
