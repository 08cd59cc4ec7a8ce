package mirrorsh.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a transcript is written. */
enum TranscriptForm {
    MARKDOWN {
        @Override
        String head(String time) {
            return "# mirrorsh transcript\n\nBegun " + time + ".\n";
        }

        @Override
        String entry(String head, String command, List<String> lines, String result) {
            String fence = "```";
            while (contains(command, lines, fence)) {
                fence += "`";
            }
            return "\n## " + head + "\n\n" + fence + "\n> " + command + "\n"
                    + (lines.isEmpty() ? "" : String.join("\n", lines) + "\n") + fence + "\n\n" + result + "\n";
        }

        private static boolean contains(String command, List<String> lines, String fence) {
            return command.contains(fence) || lines.stream().anyMatch(line -> line.contains(fence));
        }
    },
    /** The ends of body and html may be left out, so that it is whole after every command. */
    HTML {
        @Override
        String head(String time) {
            return "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>mirrorsh transcript</title>\n"
                    + "<style>body{font-family:sans-serif;max-width:70em;margin:2em auto}"
                    + "pre{background:#f4f4f4;padding:.7em;overflow-x:auto}kbd{font-weight:bold}</style>\n"
                    + "<h1>mirrorsh transcript</h1>\n<p>Begun " + time + ".</p>\n";
        }

        @Override
        String entry(String head, String command, List<String> lines, String result) {
            return "<section>\n<h2>" + escaped(head) + "</h2>\n<pre><kbd>&gt; " + escaped(command) + "</kbd>\n"
                    + escaped(String.join("\n", lines)) + "</pre>\n<p>" + escaped(result) + "</p>\n</section>\n";
        }
    };

    static TranscriptForm of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html") || name.endsWith(".htm") ? HTML : MARKDOWN;
    }

    /** What a new file begins with. */
    abstract String head(String time);

    /** One command. */
    abstract String entry(String head, String command, List<String> lines, String result);

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
