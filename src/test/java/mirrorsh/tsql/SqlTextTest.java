package mirrorsh.tsql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {
    private static final SecretSource SECRET = new SecretSource() {
        @Override
        public String label() {
            return "password";
        }

        @Override
        public Secret secret() {
            return Secret.of("it's; DROP LOGIN sa --");
        }
    };

    @Test
    void doublesTheClosingBracketOfAName() {
        assertThat(SqlText.keywords("USE ").name("a]; DROP DATABASE b--").masked())
                .isEqualTo("USE [a]]; DROP DATABASE b--]");
    }

    @Test
    void leavesTheOpeningBracketOfAName() {
        assertThat(SqlText.keywords("USE ").name("a[b").masked()).isEqualTo("USE [a[b]");
    }

    @Test
    void doublesTheQuoteOfAString() {
        assertThat(SqlText.keywords("PRINT ").string("x' + 'y").masked()).isEqualTo("PRINT N'x'' + ''y'");
    }

    @Test
    void keepsNewlinesAndUnicodeOfNamesAndStrings() {
        assertThat(SqlText.keywords("")
                        .name("a\nGO\nä ☃")
                        .string("b\r\nGO\r\n日本")
                        .masked())
                .isEqualTo("[a\nGO\nä ☃]N'b\r\nGO\r\n日本'");
    }

    @Test
    void masksASecretAndRevealsItQuoted() {
        SqlText text = SqlText.keywords("P = ").secret(SECRET);

        assertThat(text.masked()).isEqualTo("P = N'•••'");
        assertThat(text).hasToString("P = N'•••'");
        assertThat(text.revealed()).isEqualTo("P = N'it''s; DROP LOGIN sa --'");
    }

    @Test
    void writesBytesAsOneHexadecimalConstant() {
        assertThat(SqlText.keywords("")
                        .binary(new byte[] {0x30, (byte) 0x82, 0})
                        .masked())
                .isEqualTo("0x308200");
    }

    @Test
    void showsABatchWithItsDatabase() {
        assertThat(DatabaseStatements.drop("Sales").masked()).isEqualTo("USE [master];\nDROP DATABASE [Sales];");
    }
}
