package mirrorsh.shell;

import mirrorsh.command.Console;
import mirrorsh.command.Glance;
import mirrorsh.command.Tone;

/** The prompt: the current host, and at the right how it fares and what else is connected. Asks no host anything. */
final class Prompt {
    private static final int WIDE_ENOUGH = 60;

    private Prompt() {}

    /** {@code mirrorsh:HOST_A> }; a production host is said to be one where color cannot show it. */
    static String of(Glance glance, Console console) {
        String host = glance.host();
        if (host.isEmpty()) {
            return "mirrorsh> ";
        }
        if (glance.production()) {
            String warned = console.paint(Tone.PRODUCTION, host);
            return "mirrorsh:" + (warned.equals(host) ? host + " (production)" : warned) + "> ";
        }
        String shown = switch (glance.role()) {
            case PRINCIPAL -> console.paint(Tone.PRINCIPAL, host);
            case MIRROR -> console.paint(Tone.MIRROR, host);
            case WITNESS -> console.paint(Tone.STRONG, host);
            case NONE -> host;
        };
        return "mirrorsh:" + shown + "> ";
    }

    /** {@code PRINCIPAL SYNCHRONIZED  + HOST_B HOST_W}; empty where there is nothing to tell or no room. */
    static String aside(Glance glance, Console console) {
        String health = glance.health();
        String others = console.columns() < WIDE_ENOUGH ? "" : glance.others();
        String first = health.isEmpty() ? "" : console.paint(glance.isUnwell() ? Tone.WARNING : Tone.FAINT, health);
        String second = others.isEmpty() ? "" : console.paint(Tone.FAINT, others);
        return first + (first.isEmpty() || second.isEmpty() ? "" : "  ") + second;
    }
}
