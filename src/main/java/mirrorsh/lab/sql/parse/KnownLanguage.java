package mirrorsh.lab.sql.parse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.grammar.TsqlTokens;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * T-SQL that a real server knows and the lab does not: where the grammar stopped, the words around the place tell whether the
 * text is wrong or only beyond the lab.
 */
final class KnownLanguage {
    /** Behind CREATE, ALTER or DROP. */
    private static final Set<String> OBJECTS = Set.of(
            "AGGREGATE",
            "APPLICATION",
            "ASSEMBLY",
            "ASYMMETRIC",
            "BROKER",
            "CLUSTERED",
            "COLUMN",
            "COLUMNSTORE",
            "CONTRACT",
            "CRYPTOGRAPHIC",
            "DEFAULT",
            "EVENT",
            "EXTERNAL",
            "FULLTEXT",
            "FUNCTION",
            "INDEX",
            "MESSAGE",
            "NONCLUSTERED",
            "OR",
            "PARTITION",
            "PROC",
            "PROCEDURE",
            "QUEUE",
            "REMOTE",
            "RESOURCE",
            "ROLE",
            "ROUTE",
            "RULE",
            "SCHEMA",
            "SEARCH",
            "SECURITY",
            "SEQUENCE",
            "SERVER",
            "SERVICE",
            "STATISTICS",
            "SYMMETRIC",
            "SYNONYM",
            "TABLE",
            "TRIGGER",
            "TYPE",
            "UNIQUE",
            "VIEW",
            "WORKLOAD",
            "XML");

    /** Words that begin a statement or a clause of their own. */
    private static final Set<String> WORDS = Set.of(
            "BULK",
            "COMPUTE",
            "CONTAINS",
            "CONTAINSTABLE",
            "DBCC",
            "DEALLOCATE",
            "DUMP",
            "FETCH",
            "FREETEXT",
            "FREETEXTTABLE",
            "GOTO",
            "IDENTITY_INSERT",
            "LINENO",
            "LOAD",
            "MERGE",
            "OFFSETS",
            "OPENDATASOURCE",
            "OPENQUERY",
            "OPENROWSET",
            "OPENXML",
            "PIVOT",
            "READTEXT",
            "ROWGUIDCOL",
            "SETUSER",
            "SHUTDOWN",
            "TABLESAMPLE",
            "UNIQUE",
            "UNPIVOT",
            "UPDATETEXT",
            "WRITETEXT",
            "CURSOR",
            "AFFINITY",
            "CHECK",
            "FOREIGN",
            "REFERENCES");

    /** The word before and the word where the grammar stopped, or that word and the next. */
    private static final Map<String, String> PAIRS = Map.ofEntries(
            Map.entry("AS CALLER", "EXECUTE AS CALLER"),
            Map.entry("AS OWNER", "EXECUTE AS OWNER"),
            Map.entry("NO REVERT", "EXECUTE AS WITH NO REVERT"),
            Map.entry("COOKIE INTO", "EXECUTE AS WITH COOKIE"),
            Map.entry("COOKIE =", "REVERT WITH COOKIE"),
            Map.entry(") AT", "EXEC AT a linked server"),
            Map.entry("AT TIME", "AT TIME ZONE"),
            Map.entry("OUTPUT INSERTED", "the OUTPUT clause"),
            Map.entry("OUTPUT DELETED", "the OUTPUT clause"),
            Map.entry("FOR XML", "FOR XML"),
            Map.entry("FOR JSON", "FOR JSON"),
            Map.entry("FOR BROWSE", "FOR BROWSE"),
            Map.entry("FOR SYSTEM_TIME", "FOR SYSTEM_TIME"),
            Map.entry("FOR CRYPTOGRAPHIC", "credentials of cryptographic providers"),
            Map.entry("FOR ATTACH", "FOR ATTACH"),
            Map.entry("FOR TSQL", "endpoints for T-SQL"),
            Map.entry("FOR SERVICE_BROKER", "endpoints for Service Broker"),
            Map.entry("FOR SOAP", "endpoints for SOAP"),
            Map.entry("AS HTTP", "endpoints over HTTP"),
            Map.entry("AS SNAPSHOT", "database snapshots"),
            Map.entry("DATABASE_SNAPSHOT =", "database snapshots"),
            Map.entry("WITH MARK", "WITH MARK"),
            Map.entry("BEGIN DISTRIBUTED", "distributed transactions"),
            Map.entry("BEGIN DIALOG", "Service Broker"),
            Map.entry("BEGIN CONVERSATION", "Service Broker"),
            Map.entry("SCOPED CONFIGURATION", "ALTER DATABASE SCOPED CONFIGURATION"),
            Map.entry("AUDIT SPECIFICATION", "audits"),
            Map.entry("DATABASE CURRENT", "ALTER DATABASE CURRENT"),
            Map.entry("SERVER CONFIGURATION", "ALTER SERVER CONFIGURATION"),
            Map.entry("MODIFY FILE", "ALTER DATABASE MODIFY FILE"),
            Map.entry("MODIFY FILEGROUP", "filegroups"),
            Map.entry("ADD FILEGROUP", "filegroups"),
            Map.entry("TO FILEGROUP", "filegroups"),
            Map.entry("REMOVE FILE", "ALTER DATABASE REMOVE FILE"),
            Map.entry("REMOVE FILEGROUP", "filegroups"),
            Map.entry("MIRROR TO", "BACKUP MIRROR TO"),
            Map.entry("BACKUP SERVICE", "BACKUP SERVICE MASTER KEY"),
            Map.entry("RESTORE SERVICE", "RESTORE SERVICE MASTER KEY"),
            Map.entry("UPDATE STATISTICS", "UPDATE STATISTICS"),
            Map.entry("WHERE CURRENT", "cursors"),
            Map.entry("IS DISTINCT", "IS DISTINCT FROM"),
            Map.entry("VALUE FOR", "sequences"),
            Map.entry("ENABLE TRIGGER", "triggers"),
            Map.entry("DISABLE TRIGGER", "triggers"),
            Map.entry("IDENTITY (", "the function IDENTITY"));

    /** Behind these a known word is out of place after all. */
    private static final Set<String> BEFORE_A_NAME = Set.of("FROM", "SELECT", "JOIN", "BY", "=", ".", ",", "INTO");

    private KnownLanguage() {}

    /** What the text at the token is, or null where it is only wrong. */
    static @Nullable String at(List<Token> tokens, int index) {
        String previous = word(tokens, index - 1);
        String here = word(tokens, index);
        String pair = PAIRS.get(previous + " " + here);
        String known = pair == null ? PAIRS.get(here + " " + word(tokens, index + 1)) : pair;
        if (known != null) {
            return known;
        }
        if (Set.of("CREATE", "ALTER", "DROP").contains(previous) && OBJECTS.contains(here)) {
            return previous + " " + here;
        }
        boolean called = word(tokens, index + 1).equals("(");
        if (WORDS.contains(here) && (called || !BEFORE_A_NAME.contains(previous))) {
            return here;
        }
        return byKind(tokens, index, previous);
    }

    private static @Nullable String byKind(List<Token> tokens, int index, String previous) {
        int type = tokens.get(index).getType();
        String before = word(tokens, index - 2);
        if (type == TsqlTokens.VARIABLE && (previous.equals("TRAN") || previous.equals("TRANSACTION"))) {
            return "names of transactions in variables";
        }
        if (previous.startsWith("@") && (before.equals("EXEC") || before.equals("EXECUTE"))) {
            return "EXEC of a procedure named by a variable";
        }
        if (previous.equals("DECLARE") && word(tokens, index + 1).equals("CURSOR")) {
            return "cursors";
        }
        if (type == TsqlTokens.FILE && before.equals("DATABASE")) {
            return "backup and restore of single files";
        }
        if ((previous.equals("OPEN") || previous.equals("CLOSE")) && type == TsqlTokens.ID) {
            return word(tokens, index).equals("SYMMETRIC") ? "opening of symmetric keys" : "cursors";
        }
        if (type == TsqlTokens.AS && isInCreateTable(tokens, index)) {
            return "computed columns";
        }
        if (before.equals("GROUP") && word(tokens, index - 3).equals("AVAILABILITY")) {
            return "ALTER AVAILABILITY GROUP " + word(tokens, index);
        }
        if (word(tokens, index).equals("LISTENER") && previous.equals(")")) {
            return "listeners of availability groups";
        }
        return tokens.get(index).getText().equals("{") ? "ODBC escapes" : null;
    }

    private static boolean isInCreateTable(List<Token> tokens, int index) {
        int at = index;
        int open = 0;
        while (at > 0 && open <= 0 && tokens.get(at).getType() != TsqlTokens.SEMICOLON) {
            int type = tokens.get(at).getType();
            open += type == TsqlTokens.OPEN_PARENTHESIS ? 1 : type == TsqlTokens.CLOSE_PARENTHESIS ? -1 : 0;
            at--;
        }
        // at is before the parenthesis around the place: behind CREATE TABLE a name of up to three parts
        for (int back = at; back >= 1 && at - back <= 5; back--) {
            if (word(tokens, back).equals("TABLE")) {
                return word(tokens, back - 1).equals("CREATE");
            }
        }
        return false;
    }

    private static String word(List<Token> tokens, int index) {
        return index < 0 || index >= tokens.size() || tokens.get(index).getType() == Token.EOF
                ? ""
                : Names.upper(tokens.get(index).getText());
    }
}
