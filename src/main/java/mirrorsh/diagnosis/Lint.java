package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.model.UsageException;

/**
 * What a T-SQL script that sets up mirroring with certificates forgets or gets wrong (procedure.md §2 to §9, errors.md §9). Only the text
 * is looked at, no host.
 *
 * @param statements how many statements of the script matter to mirroring
 * @param remarks in the order of the script
 */
public record Lint(int statements, List<Remark> remarks) {
    /**
     * One remark.
     *
     * @param row of errors.md §9 that the script leads to, or that the remark is nearest to; empty for none
     * @param what is wrong, a sentence
     * @param instead what to write
     */
    public record Remark(int line, String row, String what, String instead) {}

    public Lint {
        remarks = List.copyOf(remarks);
    }

    /** @throws UsageException when the script cannot be read, with the line */
    public static Lint of(String script) {
        return new ScriptRemarks(ScriptStatement.of(script)).lint();
    }

    /** {@code {"remarks":[{"line":...,"row":...,"what":...,"instead":...}]}}. */
    public Map<String, Object> json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Remark remark : remarks) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("line", remark.line());
            row.put("row", remark.row());
            row.put("what", remark.what());
            row.put("instead", remark.instead());
            rows.add(row);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("statements", statements);
        answer.put("remarks", rows);
        return answer;
    }
}
