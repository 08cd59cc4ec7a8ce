package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.command.SessionPicture.Node;

/** A session drawn with characters: side by side where that fits the console, one below the other where not. */
record TextPicture(SessionPicture picture, Console console, boolean ascii) {
    List<String> lines() {
        int left = width(picture.principal());
        int right = width(picture.mirror());
        boolean fits = 2 + left + console.width(link()) + right <= console.columns();
        return fits ? sideBySide(left, right) : stacked();
    }

    private int width(Node node) {
        return Math.max(
                console.width(title(node)), Math.max(console.width(node.address()), console.width(detail(node))));
    }

    private static String title(Node node) {
        return node.name() + "  " + node.role();
    }

    private String detail(Node node) {
        return node.detail() + (node.warned() ? ascii ? " !" : " ⚠" : "");
    }

    private String link() {
        boolean up = picture.session().partners();
        if (ascii) {
            return up ? " == " + picture.state() + " ==> " : " -- " + picture.state() + " -x- ";
        }
        return up ? " ══ " + picture.state() + " ══▶ " : " ── " + picture.state() + " ─╳─ ";
    }

    private Tone linkTone() {
        return !picture.session().partners() ? Tone.BAD : picture.session().caughtUp() ? Tone.GOOD : Tone.WARNING;
    }

    private List<String> sideBySide(int left, int right) {
        Node principal = picture.principal();
        Node mirror = picture.mirror();
        String gap = " ".repeat(console.width(link()));
        List<String> lines = new ArrayList<>();
        lines.add(" " + painted(centered(title(principal), left), principal) + gap
                + painted(centered(title(mirror), right), mirror).stripTrailing());
        lines.add(" " + centered(principal.address(), left) + console.paint(linkTone(), link())
                + centered(mirror.address(), right).stripTrailing());
        boolean between = console.width(picture.queues()) <= gap.length();
        String middle = between ? centered(picture.queues(), gap.length()) : gap;
        lines.add((" " + centered(detail(principal), left) + middle + centered(detail(mirror), right)).stripTrailing());
        if (!between) {
            lines.add(" " + " ".repeat(left) + " " + picture.queues());
        }
        picture.witness().ifPresent(node -> witness(lines, node, left, right));
        return lines;
    }

    private void witness(List<String> lines, Node node, int left, int right) {
        int from = 1 + left / 2;
        int to = 1 + left + console.width(link()) + right / 2;
        int middle = (from + to) / 2;
        int step = Math.max(1, (middle - from) / 3);
        lines.add(stroke(from + step, "", to - step, ""));
        lines.add(stroke(
                from + 2 * step,
                word(picture.session().principalToWitness()),
                to - 2 * step,
                word(picture.session().mirrorToWitness())));
        String name = title(node) + "  " + node.address();
        lines.add(" ".repeat(Math.max(1, middle - console.width(name) / 2)) + console.paint(Tone.STRONG, name));
    }

    private static String word(boolean linked) {
        return linked ? "connected" : "not connected";
    }

    /** Both lines to the witness, with words outside of them. */
    private String stroke(int left, String leftWord, int right, String rightWord) {
        int start = left - leftWord.length() - 1;
        String before = start < 0 || leftWord.isEmpty() ? " ".repeat(left) : " ".repeat(start) + leftWord + " ";
        return before
                + (ascii ? "\\" : "╲")
                + " ".repeat(Math.max(1, right - left - 1))
                + (ascii ? "/" : "╱")
                + (rightWord.isEmpty() ? "" : " " + rightWord);
    }

    private List<String> stacked() {
        List<String> lines = new ArrayList<>(block(picture.principal()));
        lines.add("   " + console.paint(linkTone(), (ascii ? "|" : "║") + link().stripTrailing()));
        if (!picture.queues().isEmpty()) {
            lines.add("   " + (ascii ? "|" : "║") + " " + picture.queues());
        }
        lines.addAll(block(picture.mirror()));
        picture.witness().ifPresent(node -> {
            lines.addAll(block(node));
            lines.add("   " + picture.principal().name() + " "
                    + word(picture.session().principalToWitness()) + ", "
                    + picture.mirror().name() + " " + word(picture.session().mirrorToWitness()));
        });
        return lines;
    }

    private List<String> block(Node node) {
        List<String> lines = new ArrayList<>();
        lines.add(" " + painted(title(node), node));
        lines.add("   " + node.address());
        if (!detail(node).isEmpty()) {
            lines.add("   " + detail(node));
        }
        return lines;
    }

    private String painted(String text, Node node) {
        Tone tone = node.role().equals("PRINCIPAL")
                ? Tone.PRINCIPAL
                : node.role().equals("MIRROR") ? Tone.MIRROR : Tone.STRONG;
        return console.paint(tone, text);
    }

    private String centered(String text, int width) {
        int blank = width - console.width(text);
        return " ".repeat(blank / 2) + text + " ".repeat(blank - blank / 2);
    }
}
