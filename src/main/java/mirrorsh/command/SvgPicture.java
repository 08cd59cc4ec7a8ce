package mirrorsh.command;

import java.util.List;
import mirrorsh.command.SessionPicture.Node;

/** Sessions drawn as an SVG image, one below the other. */
final class SvgPicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 330;
    private static final String UP = "#1a7f4b";
    private static final String DOWN = "#c0392b";

    private SvgPicture() {}

    static String of(List<SessionPicture> sessions) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                .formatted(WIDTH, HEIGHT * sessions.size(), WIDTH, HEIGHT * sessions.size()));
        svg.append(" font-family=\"system-ui, sans-serif\" font-size=\"14\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int i = 0; i < sessions.size(); i++) {
            svg.append("<g transform=\"translate(0 %d)\">%n".formatted(i * HEIGHT));
            session(svg, sessions.get(i));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void session(StringBuilder svg, SessionPicture picture) {
        text(svg, WIDTH / 2, 28, picture.session().database() + ": " + TopologyWords.readiness(picture.session()));
        line(svg, 300, 100, 560, 100, picture.session().partners());
        text(svg, WIDTH / 2, 90, picture.state());
        if (picture.session().partners()) {
            svg.append("<path d=\"M560 100 l-12 -6 v12 z\" fill=\"" + UP + "\"/>\n");
        }
        picture.witness().ifPresent(node -> {
            line(svg, 160, 150, 370, 220, picture.session().principalToWitness());
            line(svg, 700, 150, 490, 220, picture.session().mirrorToWitness());
            box(svg, 300, 220, node);
        });
        box(svg, 30, 50, picture.principal());
        box(svg, 560, 50, picture.mirror());
    }

    private static void line(StringBuilder svg, int x1, int y1, int x2, int y2, boolean up) {
        svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"%s/>%n"
                .formatted(x1, y1, x2, y2, up ? UP : DOWN, up ? "" : " stroke-dasharray=\"6 6\""));
    }

    private static void box(StringBuilder svg, int x, int y, Node node) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"270\" height=\"100\" rx=\"8\" fill=\"#f2f4f7\" stroke=\"%s\"/>%n"
                .formatted(x, y, node.warned() ? DOWN : "#66727f"));
        text(svg, x + 135, y + 30, node.name() + "  " + node.role());
        text(svg, x + 135, y + 56, node.address());
        text(svg, x + 135, y + 82, node.detail() + (node.warned() ? " ⚠" : ""));
    }

    private static void text(StringBuilder svg, int x, int y, String words) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#1c2733\">%s</text>%n"
                .formatted(x, y, HtmlPage.text(words)));
    }
}
