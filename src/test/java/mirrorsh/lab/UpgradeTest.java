package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host of a lab that is brought to a newer release. */
class UpgradeTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.running("HOST_A=2019", ""));

    @Test
    void comesUpAsTheNewerReleaseWithWhatItHad() throws Exception {
        lab.run("HOST_A", "CREATE DATABASE Kept");
        assertThat(lab.value("HOST_A", "SELECT SERVERPROPERTY('ProductMajorVersion')"))
                .isEqualTo("15");

        lab.lab().upgrade("HOST_A", "2022");

        assertThat(lab.value("HOST_A", "SELECT SERVERPROPERTY('ProductMajorVersion')"))
                .isEqualTo("16");
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM sys.databases WHERE name IN ('Kept', 'AdventureWorks')"))
                .isEqualTo("2");
        assertThat(lab.connection("HOST_A").getMetaData().getDatabaseMajorVersion())
                .isEqualTo(16);
    }

    @Test
    void refusesAReleaseThatItDoesNotKnow() {
        assertThatThrownBy(() -> lab.lab().upgrade("HOST_A", "1999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1999");
    }
}
