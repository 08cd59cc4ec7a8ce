package mirrorsh.command;

/** A page that needs nothing but itself. */
final class HtmlPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733 }
            h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem }
            .id { float: right; color: #66727f; font-weight: normal } .faint { color: #66727f }
            code, pre { font: 14px/1.5 ui-monospace, monospace; background: #f2f4f7; border-radius: 4px; padding: .1rem .3rem }
            pre { padding: .6rem .8rem; overflow-x: auto } section { border-top: 1px solid #d8dee5 }
            svg { max-width: 100%%; height: auto }
            @media (prefers-color-scheme: dark) { body { background: #14191f; color: #dfe6ee } code, pre { background: #222a33 } }
            </style>
            </head>
            <body>
            """;

    private HtmlPage() {}

    /** @param body markup */
    static String of(String title, String body) {
        return HEAD.formatted(text(title)) + "<h1>" + text(title) + "</h1>\n" + body + "</body>\n</html>\n";
    }

    /** Text as markup has it. */
    static String text(String plain) {
        StringBuilder safe = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    if (c >= ' ' || c == '\n' || c == '\t') {
                        safe.appendCodePoint(c); // other control characters are not allowed in markup
                    }
                }
            }
        });
        return safe.toString();
    }
}
