package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static mirrorsh.lab.MirroredTrio.W;

import java.sql.SQLException;
import mirrorsh.lab.MirroredTrio;

/** Who has the database of a test open. */
record Serving(MirroredTrio trio) {
    static final String NOBODY = "nobody";
    private static final int PATIENCE = 15;

    /** Of those that are up. */
    String now() throws SQLException {
        boolean a = trio.lab().isUp(A) && trio.opening(A) == 0;
        boolean b = trio.lab().isUp(B) && trio.opening(B) == 0;
        return a && b ? "both" : a ? A : b ? B : NOBODY;
    }

    /** Waits, while time passes. */
    void comesTo(String who) throws SQLException {
        trio.until(who + " serves", () -> now().equals(who));
    }

    /** Lets time pass and sees that nobody else serves meanwhile. */
    void staysWith(String who) throws SQLException {
        trio.stays(PATIENCE, who + " serves", () -> now().equals(who));
    }

    /** Waits until both partners show how the session is. */
    void states(String a, String b) throws SQLException {
        trio.until(
                "A " + a + ", B " + b,
                () -> trio.shown(A).startsWith(a) && trio.shown(B).startsWith(b));
    }

    void separateFromWitness(String host) throws SQLException {
        trio.sever(host, W);
        trio.until(host + " without witness", () -> trio.witness(host).equals("DISCONNECTED"));
    }
}
