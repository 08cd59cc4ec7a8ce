package mirrorsh.command;

import java.util.List;
import java.util.Map;
import mirrorsh.diagnosis.Quorum;
import mirrorsh.diagnosis.Triangle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code quorum}: what becomes of sessions if a host or a link is lost now. */
@Command(
        name = "quorum",
        description = "Say what happens if a host or a link is lost now",
        footer = "  quorum --on HOST_A,HOST_B,HOST_W")
final class QuorumCommand implements Doing {
    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        Examination examined =
                Examination.ofStates(session, scope.asked(session)).orRefusal();
        return new Sessions(
                Triangle.of(examined.seen()).stream().map(Quorum::of).toList(), examined.silence());
    }

    private record Sessions(List<Quorum> sessions, List<String> silent) implements Result {
        @Override
        public void show(Console console) {
            silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
            if (sessions.isEmpty()) {
                console.line("No database is mirrored on these hosts. Next: status");
            }
            for (Quorum quorum : sessions) {
                console.line(console.paint(Tone.STRONG, quorum.session().database()) + "  "
                        + TopologyWords.readiness(quorum.session()));
                int widest = quorum.losses().stream()
                        .mapToInt(loss -> console.width(lost(loss)))
                        .max()
                        .orElse(0);
                for (Quorum.Loss loss : quorum.losses()) {
                    loss(console, widest, loss);
                }
            }
        }

        private static String lost(Quorum.Loss loss) {
            return String.join(", ", loss.lost());
        }

        private static void loss(Console console, int widest, Quorum.Loss loss) {
            String head = " lose " + lost(loss) + " ".repeat(widest - console.width(lost(loss))) + "   ";
            int room = Math.max(20, console.columns() - console.width(head) - 1);
            List<String> lines = Paragraph.of(loss.consequence(), room, console);
            for (int i = 0; i < lines.size(); i++) {
                console.line((i == 0 ? head : " ".repeat(console.width(head))) + painted(console, loss, lines.get(i)));
            }
            if (!loss.wayOut().isEmpty()) {
                Paragraph.of("Way out: " + loss.wayOut(), room, console)
                        .forEach(line ->
                                console.line(" ".repeat(console.width(head)) + console.paint(Tone.FAINT, line)));
            }
        }

        private static String painted(Console console, Quorum.Loss loss, String text) {
            return switch (loss.outcome()) {
                case GOES_ON, TAKEN_OVER -> console.paint(Tone.GOOD, text);
                case EXPOSED -> console.paint(Tone.WARNING, text);
                case WAITS, STOPPED -> console.paint(Tone.BAD, text);
            };
        }

        @Override
        public Map<String, ?> json() {
            return Silent.with(
                    silent,
                    Map.of("sessions", sessions.stream().map(Quorum::json).toList()));
        }

        @Override
        public int exitCode() {
            return Silent.exitCode(silent);
        }
    }
}
