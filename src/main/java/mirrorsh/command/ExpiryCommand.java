package mirrorsh.command;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mirrorsh.diagnosis.Expiry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code expiry}: endpoint certificates and imported copies by days left. */
@Command(
        name = "expiry",
        description = "Show when the certificates of mirroring expire",
        footer = "  expiry --on HOST_A,HOST_B")
final class ExpiryCommand implements Doing {
    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        Examination examined =
                Examination.ofStates(session, scope.asked(session)).orRefusal();
        return new Certificates(Expiry.of(examined.seen()), examined.silence());
    }

    private record Certificates(Expiry expiry, List<String> silent) implements Result {
        @Override
        public void show(Console console) {
            silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
            if (expiry.certificates().isEmpty()) {
                console.line("No certificate serves mirroring on these hosts. Next: status");
                return;
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            expiry.certificates().forEach(each -> rows.add(row(console, each)));
            new Grid(List.of("days", "expires", "host", "certificate", "what", "warning"), rows)
                    .lines(console)
                    .forEach(console::line);
            expiry.soon().stream()
                    .map(Expiry.Expiring::next)
                    .filter(next -> !next.isEmpty())
                    .distinct()
                    .forEach(next -> console.line(" Next: " + console.paint(Tone.STRONG, next)));
        }

        private static List<@Nullable String> row(Console console, Expiry.Expiring each) {
            String what =
                    each.isOwn() ? "endpoint's own" : each.of().isEmpty() ? "copy" : "copy of " + each.of() + "'s";
            return new ArrayList<>(List.of(
                    String.valueOf(each.daysLeft()),
                    each.expiry().atZone(ZoneOffset.UTC).toLocalDate().toString(),
                    each.host(),
                    each.certificate(),
                    what,
                    warning(console, each.level())));
        }

        private static String warning(Console console, Expiry.Level level) {
            return switch (level) {
                case FINE -> "";
                case NOTICE -> "less than 90 days";
                case WARNING -> console.paint(Tone.WARNING, "less than 30 days");
                case URGENT -> console.paint(Tone.BAD, "less than 7 days");
                case EXPIRED -> console.paint(Tone.BAD, "expired");
            };
        }

        @Override
        public Map<String, ?> json() {
            return Silent.with(silent, expiry.json());
        }

        @Override
        public int exitCode() {
            return expiry.soon().isEmpty() ? Silent.exitCode(silent) : ExitCode.TO_DO;
        }
    }
}
