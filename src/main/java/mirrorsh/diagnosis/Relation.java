package mirrorsh.diagnosis;

/**
 * Two hosts whose endpoints have to reach and to trust each other.
 *
 * @param witness which of the two is the witness; empty between partners
 */
record Relation(String one, String other, String witness) {
    boolean joins(String a, String b) {
        return one.equals(a) && other.equals(b) || one.equals(b) && other.equals(a);
    }

    boolean involves(String host) {
        return one.equals(host) || other.equals(host);
    }
}
