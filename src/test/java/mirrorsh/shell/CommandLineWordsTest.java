package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineWordsTest {
    @Test
    void leavesBackslashesAlone() {
        assertThat(CommandLineWords.of("cert export --file C:\\HOST_A_cert.cer"))
                .containsExactly("cert", "export", "--file", "C:\\HOST_A_cert.cer");
    }

    @Test
    void keepsQuotedWordsTogether() {
        assertThat(CommandLineWords.of("endpoint create --encryption \"REQUIRED ALGORITHM AES\" --name='a b'"))
                .containsExactly("endpoint", "create", "--encryption", "REQUIRED ALGORITHM AES", "--name=a b");
    }

    @Test
    void takesTsqlAsOneWord() {
        assertThat(CommandLineWords.of("sql --on HOST_A select 'it''s' where a > 1; go"))
                .containsExactly("sql", "--on", "HOST_A", "select 'it''s' where a > 1; go");
    }

    @Test
    void findsOptionsBehindTsql() {
        assertThat(CommandLineWords.of("sql select 1 --on HOST_A,HOST_B --json"))
                .containsExactly("sql", "--on", "HOST_A,HOST_B", "--json", "select 1");
    }

    @Test
    void takesQuotedTsqlAsAnyOtherWord() {
        assertThat(CommandLineWords.of("sql \"SELECT * FROM sys.databases\" --on HOST_A"))
                .containsExactly("sql", "SELECT * FROM sys.databases", "--on", "HOST_A");
    }

    @Test
    void takesAFileOfTsql() {
        assertThat(CommandLineWords.of("sql -f D:\\x.sql --on A"))
                .containsExactly("sql", "-f", "D:\\x.sql", "--on", "A");
    }

    @Test
    void keepsAnEmptyQuotedWord() {
        assertThat(CommandLineWords.of("a '' b")).containsExactly("a", "", "b");
    }
}
