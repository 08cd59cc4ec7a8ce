package mirrorsh.command;

import java.util.List;
import java.util.Map;
import mirrorsh.model.HostState;

/**
 * Sessions and their links.
 *
 * @param silent what hosts did not answer
 * @param file where it was drawn, too; empty for nowhere
 */
record TopologyResult(
        List<HostState> hosts, List<SessionPicture> sessions, List<String> silent, boolean ascii, String file)
        implements Result {
    @Override
    public void show(Console console) {
        silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
        boolean plain = ascii || !console.drawsLines();
        for (SessionPicture picture : sessions) {
            new TextPicture(picture, console, plain).lines().forEach(console::line);
            console.line(" " + console.paint(Tone.STRONG, picture.session().database()) + ": "
                    + TopologyWords.readiness(picture.session()) + ".");
        }
        if (sessions.isEmpty()) {
            hosts.forEach(host -> console.line(" " + HostsResult.line(host)));
            console.line(" No database is mirrored on these hosts.");
            console.line(" Next: " + new NextStep(hosts).sentence());
        }
        if (!file.isEmpty()) {
            console.line(" Drawn into " + file + ".");
        }
    }

    @Override
    public Map<String, ?> json() {
        return Silent.with(
                silent,
                Map.of("sessions", sessions.stream().map(SessionPicture::json).toList()));
    }

    @Override
    public int exitCode() {
        return Silent.exitCode(silent);
    }
}
