package mirrorsh.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code topology}: a picture of hosts and links. */
@Command(
        name = "topology",
        description = "Draw the hosts of mirroring and the links between them",
        footer = "  topology --out mirroring.svg")
final class TopologyCommand implements Doing {
    @Option(names = "--out", paramLabel = "FILE", description = "Draw it into a file, too: FILE.svg or FILE.html")
    private @Nullable Path out;

    @Option(names = "--ascii", description = "Draw with the letters of every terminal")
    private boolean ascii;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        Path file = out;
        String kind = file == null ? "" : kind(file);
        Examination examined =
                Examination.ofStates(session, scope.asked(session)).orRefusal();
        List<SessionPicture> pictures = SessionPicture.of(examined.seen());
        if (file != null) {
            if (pictures.isEmpty()) {
                throw new UsageException("No database is mirrored on these hosts, so nothing is drawn.", "status");
            }
            String svg = SvgPicture.of(pictures);
            WrittenFile.write(file, kind.equals("svg") ? svg : HtmlPage.of("Database mirroring", svg));
        }
        return new TopologyResult(
                examined.states(), pictures, examined.silence(), ascii, file == null ? "" : file.toString());
    }

    private static String kind(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg") || name.endsWith(".html")) {
            return name.substring(name.lastIndexOf('.') + 1);
        }
        throw new UsageException(file + " is neither an .svg nor an .html file.", "topology --out mirroring.svg");
    }
}
