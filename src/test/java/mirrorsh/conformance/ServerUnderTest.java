package mirrorsh.conformance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An instance that the suite runs against.
 *
 * @param isLab whether it is the imitation
 * @param hasOwnKey whether master had a master key before, which stays
 */
record ServerUnderTest(
        String name, String host, int port, String user, String password, boolean isLab, boolean hasOwnKey) {
    /** A connection of the administrator's in the database master. */
    Connection open() throws SQLException {
        return open(user, password);
    }

    Connection open(String login, String itsPassword) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlserver://" + host + ":" + port
                + ";encrypt=true;trustServerCertificate=true;user=" + login + ";password={" + itsPassword + "}");
    }

    @Override
    public String toString() {
        return name;
    }
}
