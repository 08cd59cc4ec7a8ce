package mirrorsh.lab.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTypeTest {
    @Test
    void isWrittenAsInDdl() {
        assertThat(SqlType.SYSNAME).hasToString("nvarchar(128)");
        assertThat(SqlType.LSN).hasToString("numeric(25,0)");
        assertThat(SqlType.varbinary(SqlType.MAX)).hasToString("varbinary(max)");
        assertThat(SqlType.DATETIME).hasToString("datetime");
    }
}
