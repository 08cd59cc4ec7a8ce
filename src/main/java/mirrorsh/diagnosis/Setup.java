package mirrorsh.diagnosis;

import java.util.List;
import mirrorsh.model.Observation;

/**
 * What the hosts were meant to be: sessions, and who has to trust whom.
 *
 * @param alone hosts on which a set-up was begun though it is not known with whom
 */
public record Setup(List<IntendedSession> sessions, List<Relation> relations, List<String> alone) {
    public Setup {
        sessions = List.copyOf(sessions);
        relations = List.copyOf(relations);
        alone = List.copyOf(alone);
    }

    /** What hosts were meant to be, by what is seen of them; their answers to {@link Questions} change nothing of it. */
    public static Setup of(Observation seen) {
        return SetupFinder.of(seen);
    }

    boolean takesPart(String host) {
        return relations.stream().anyMatch(relation -> relation.involves(host))
                || sessions.stream().anyMatch(session -> session.involves(host))
                || alone.contains(host);
    }

    /** It is a partner in one session or to be one. */
    boolean isPartner(String host) {
        return relations.stream()
                        .anyMatch(relation ->
                                relation.involves(host) && !relation.witness().equals(host))
                || sessions.stream()
                        .anyMatch(session -> session.principal().equals(host)
                                || session.mirror().equals(host));
    }

    boolean isWitness(String host) {
        return relations.stream().anyMatch(relation -> relation.witness().equals(host));
    }

    /** The relations of a host. */
    List<Relation> of(String host) {
        return relations.stream().filter(relation -> relation.involves(host)).toList();
    }
}
