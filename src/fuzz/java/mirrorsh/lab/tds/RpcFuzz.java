package mirrorsh.lab.tds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** A call of a procedure, with parameters of any type. */
class RpcFuzz {
    @FuzzTest(maxDuration = "40s")
    void readsOrRefuses(byte[] payload) {
        for (Dialect dialect : List.of(Dialect.V7_1, Dialect.V7_2, Dialect.V7_4, Dialect.V8_0)) {
            try {
                RpcRequest.parse(payload.clone(), dialect);
            } catch (ProtocolException refused) {
                // a reason to hang up
            }
        }
    }
}
