package mirrorsh.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import mirrorsh.diagnosis.Finding;
import mirrorsh.diagnosis.Findings;
import mirrorsh.diagnosis.Mend;
import mirrorsh.model.HostState;

/** What a diagnosis found, as a page for a ticket. */
final class DiagnoseReport {
    private DiagnoseReport() {}

    static String html(DiagnoseResult result) {
        StringBuilder body = new StringBuilder();
        for (HostState host : result.hosts()) {
            paragraph(
                    body,
                    "faint",
                    HostsResult.line(host) + ", read at "
                            + host.instance().clock().truncatedTo(ChronoUnit.SECONDS) + " as "
                            + host.instance().login());
        }
        result.outline().forEach(line -> paragraph(body, "outline", line));
        result.silent().forEach(line -> paragraph(body, "silent", line));
        int index = 1;
        for (Findings.Cause cause : result.findings().causes()) {
            body.append("<section>\n");
            finding(body, "h2", index++ + "  ", cause.finding(), mend -> true);
            for (Finding symptom : cause.symptoms()) {
                finding(body, "h3", "Follows: ", symptom, Mend::isDoable);
            }
            body.append("</section>\n");
        }
        if (result.findings().causes().isEmpty()) {
            paragraph(body, "well", "Nothing wrong is found.");
        }
        result.answer().ifPresent(sentence -> paragraph(body, "answer", sentence));
        result.findings().notes().forEach(note -> paragraph(body, "faint", note));
        return HtmlPage.of("Database mirroring: what is wrong", body.toString());
    }

    /** @param told which mends are told */
    private static void finding(
            StringBuilder body, String heading, String before, Finding finding, Predicate<Mend> told) {
        List<Mend> mends = finding.mends().stream().filter(told).toList();
        body.append('<').append(heading).append("><span class=\"id\">");
        body.append(HtmlPage.text(DiagnoseResult.margin(finding) + " on " + finding.host()))
                .append("</span>");
        body.append(HtmlPage.text(before + finding.cause()));
        body.append("</").append(heading).append(">\n");
        items(body, "Evidence", finding.evidence());
        if (!mends.isEmpty()) {
            body.append("<p>Mend</p>\n");
        }
        for (Mend mend : mends) {
            body.append("<p><code>").append(HtmlPage.text(mend.command())).append("</code></p>\n");
            if (!mend.tsql().isEmpty()) {
                body.append("<pre>")
                        .append(HtmlPage.text(String.join("\n", mend.tsql())))
                        .append("</pre>\n");
            }
        }
    }

    private static void items(StringBuilder body, String title, List<String> texts) {
        if (!texts.isEmpty()) {
            body.append("<p>").append(title).append("</p>\n<ul>\n");
            texts.forEach(
                    text -> body.append("<li>").append(HtmlPage.text(text)).append("</li>\n"));
            body.append("</ul>\n");
        }
    }

    private static void paragraph(StringBuilder body, String kind, String text) {
        body.append("<p class=\"")
                .append(kind)
                .append("\">")
                .append(HtmlPage.text(text))
                .append("</p>\n");
    }
}
