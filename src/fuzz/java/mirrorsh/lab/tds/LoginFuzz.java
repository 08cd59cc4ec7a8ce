package mirrorsh.lab.tds;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The first two messages of a client, before anybody has proven anything. */
class LoginFuzz {
    @FuzzTest(maxDuration = "40s")
    void readsOrRefuses(byte[] payload) {
        try {
            Prelogin.parse(payload);
        } catch (ProtocolException refused) {
            // a reason to hang up
        }
        try {
            Login7.parse(payload.clone());
        } catch (ProtocolException refused) {
            // a reason to hang up
        }
    }
}
