package mirrorsh.diagnosis;

import java.util.List;

/** A few related causes: finds those that are there. */
interface Rule {
    List<Draft> apply(Case facts);
}
