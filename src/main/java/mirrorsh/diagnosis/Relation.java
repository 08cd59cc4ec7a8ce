package mirrorsh.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two hosts whose endpoints have to reach and to trust each other.
 *
 * @param witness which of the two is the witness; empty between partners
 */
record Relation(String one, String other, String witness) {
    /** All that have to do with each other by these, each once. */
    static List<String> hosts(List<Relation> relations) {
        return relations.stream()
                .flatMap(relation -> Stream.of(relation.one(), relation.other()))
                .distinct()
                .toList();
    }

    boolean involves(String host) {
        return one.equals(host) || other.equals(host);
    }
}
