package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may read the error log (tsql.md §10.2). */
class ErrorLogRightsTest {
    @RegisterExtension
    static final SharedLab lab = new SharedLab(settings -> settings.withHosts(List.of(LabSettings.Host.named("HOST"))));

    private static int reading(String login, Optional<String> role) throws Exception {
        lab.run("HOST", "CREATE LOGIN " + login + " WITH PASSWORD = '1Sample_Strong_Password!@#'");
        if (role.isPresent()) {
            lab.run("HOST", "ALTER SERVER ROLE " + role.get() + " ADD MEMBER " + login);
        }
        try (Connection connection = lab.open("HOST", login, "1Sample_Strong_Password!@#")) {
            return SharedLab.errorOf(connection, "EXEC master.dbo.xp_readerrorlog 0, 1");
        }
    }

    @Test
    void membersOfSecurityadminMayReadIt() throws Exception {
        assertThat(reading("keeper", Optional.of("securityadmin"))).isZero();
    }

    @Test
    void othersMayNot() throws Exception {
        assertThat(reading("anybody", Optional.empty())).isEqualTo(15247);
        assertThat(reading("maker", Optional.of("dbcreator"))).isEqualTo(15247);
    }
}
