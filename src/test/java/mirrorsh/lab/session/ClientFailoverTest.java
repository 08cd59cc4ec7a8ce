package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Microsoft driver finds the principal by itself (tds.md §8.1, sessions.md §10). */
class ClientFailoverTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static String address(String host) {
        return trio.lab().host(host).orElseThrow().server().split(",")[0];
    }

    /** What an application would be configured with. */
    private static String url(String first, String partner) {
        return trio.url(first) + ";databaseName=" + trio.database() + ";failoverPartner=" + address(partner);
    }

    private static String serverBehind(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT @@SERVERNAME + '/' + DB_NAME()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static SQLException refusal(String url) {
        return catchThrowableOfType(SQLException.class, () -> serverBehind(url));
    }

    @Test
    void connectsToThePrincipal() throws Exception {
        trio.pair();

        assertThat(serverBehind(url(A, B))).isEqualTo("HOST_A/" + trio.database());
    }

    @Test
    void reachesTheNewPrincipalAfterAManualFailover() throws Exception {
        trio.pair();
        trio.run(A, trio.set("PARTNER FAILOVER"));
        trio.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");

        assertThat(serverBehind(url(A, B))).isEqualTo("HOST_B/" + trio.database());
    }

    @Test
    void reachesTheNewPrincipalAfterAnAutomaticFailover() throws Exception {
        trio.witnessed();
        trio.stop(A);
        trio.shows(B, "PRINCIPAL/DISCONNECTED/ONLINE");

        assertThat(serverBehind(url(A, B))).isEqualTo("HOST_B/" + trio.database());
    }

    @Test
    void losesItsOpenConnectionsAtTheSwitch() throws Exception {
        trio.pair();
        try (Connection connection = DriverManager.getConnection(url(A, B) + ";connectRetryCount=0");
                Statement statement = connection.createStatement()) {
            trio.run(A, trio.set("PARTNER FAILOVER"));
            trio.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");

            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    /** The driver insists on hearing of a partner (environment change 13) once it came through the partner's slot. */
    @Test
    void isToldOfThePartnerAtLoginToAMirroredDatabaseOnly() throws Exception {
        trio.pair();
        trio.run(A, trio.set("PARTNER FAILOVER"));
        trio.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        assertThat(serverBehind(url(A, B))).startsWith(B);

        trio.run(B, trio.set("PARTNER OFF"));
        trio.shows(A, "-/-/RESTORING");

        assertThat(refusal(url(A, B)).getMessage()).contains("not configured for database mirroring");
    }

    @Test
    void mayNotCombineAMirroredDatabaseWithMultiSubnetFailover() throws Exception {
        trio.pair();

        assertThat(refusal(trio.url(A) + ";databaseName=" + trio.database() + ";multiSubnetFailover=true")
                        .getMessage())
                .contains("mirror");
    }

    /** 4060 before 18456: the driver takes the first, and 18456 would end its search. */
    @Test
    void isRefusedByTheMirrorWith4060First() throws Exception {
        trio.pair();

        SQLException refusal = refusal(trio.url(B) + ";databaseName=" + trio.database());

        assertThat(refusal.getErrorCode()).isEqualTo(4060);
        assertThat(numbers(refusal)).startsWith(4060);
    }

    private static List<Integer> numbers(SQLException first) {
        List<Integer> numbers = new ArrayList<>();
        for (SQLException each = first; each != null; each = each.getNextException()) {
            numbers.add(each.getErrorCode());
        }
        return numbers;
    }
}
