package mirrorsh.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PreparedKeys;

/** Labs to measure with: keys are ready, because making them is the same work everywhere. */
final class BenchLab {
    private BenchLab() {}

    /** HOST_A with the sample database, HOST_B and HOST_W. */
    static Lab trio() throws IOException {
        return Lab.start(LabSettings.standard(Optional.empty()).withKeys(PreparedKeys.made()));
    }

    /** So many hosts, H1 first, without databases. */
    static Lab of(int hosts) throws IOException {
        List<LabSettings.Host> named = new ArrayList<>();
        for (int i = 1; i <= hosts; i++) {
            named.add(LabSettings.Host.named("H" + i));
        }
        return Lab.start(LabSettings.standard(Optional.empty())
                .withKeys(PreparedKeys.made())
                .withHosts(named));
    }

    static Connection connect(LabHost host) throws SQLException {
        String[] address = host.server().split(",");
        return DriverManager.getConnection("jdbc:sqlserver://" + address[0] + ":" + address[1]
                + ";encrypt=true;trustServerCertificate=true;databaseName=master;user=" + host.user() + ";password={"
                + host.password() + "}");
    }

    /** Runs a batch and takes all that it answers. */
    static void run(Statement statement, String batch) throws SQLException {
        boolean results = statement.execute(batch);
        while (results || statement.getUpdateCount() != -1) {
            if (results) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            rows.getObject(i);
                        }
                    }
                }
            }
            results = statement.getMoreResults();
        }
    }
}
