package mirrorsh.tsql;

/**
 * What is open at a place of a T-SQL text: a string, a bracketed or quoted name, a comment. Block comments nest; a doubled quote
 * stands for itself (tsql.md §1).
 */
final class OpenText {
    private char quote;
    private int comments;
    private boolean lineComment;

    /** Whether there is more than blanks and comments. */
    static boolean hasStatement(String text) {
        OpenText open = new OpenText();
        int i = 0;
        while (i < text.length()) {
            boolean before = open.isComment();
            boolean blank = Character.isWhitespace(text.charAt(i));
            i += open.take(text, i);
            if (!before && !open.isComment() && !blank) {
                return true;
            }
        }
        return false;
    }

    /** Whether a GO here would be part of a string, a name or a block comment. */
    boolean isOpen() {
        return quote != 0 || comments > 0;
    }

    boolean isComment() {
        return lineComment || comments > 0;
    }

    void take(String text) {
        int i = 0;
        while (i < text.length()) {
            i += take(text, i);
        }
    }

    /** Takes what stands at a place; how many characters that is. */
    int take(String text, int at) {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if (lineComment) {
            lineComment = c != '\n';
            return 1;
        }
        if (comments > 0) {
            return inComment(c, next);
        }
        return quote == 0 ? inPlain(c, next) : inQuotes(c, next);
    }

    private int inComment(char c, char next) {
        boolean begins = c == '/' && next == '*';
        boolean ends = c == '*' && next == '/';
        comments += begins ? 1 : ends ? -1 : 0;
        return begins || ends ? 2 : 1;
    }

    private int inQuotes(char c, char next) {
        if (c == quote && next == quote) {
            return 2;
        }
        quote = c == quote ? 0 : quote;
        return 1;
    }

    private int inPlain(char c, char next) {
        if (c == '-' && next == '-') {
            lineComment = true;
            return 2;
        }
        if (c == '/' && next == '*') {
            comments = 1;
            return 2;
        }
        quote = c == '\'' || c == '"' ? c : c == '[' ? ']' : 0;
        return 1;
    }
}
