package mirrorsh.effect;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an effect needs to find and what it makes or changes, nothing else. Who knows the ground of two effects knows whether they
 * may be made true at the same time. Only effects whose one statement is ours have one: what an author wrote may do anything.
 *
 * @param needs what has to be there, or is looked at to judge the effect
 * @param makes what is there, or another, once it is true
 */
public record Ground(Set<Fact> needs, Set<Fact> makes) {
    public Ground {
        needs = Set.copyOf(needs);
        makes = Set.copyOf(makes);
    }

    /** The kinds of things that effects make of each other. */
    enum Kind {
        MASTER_KEY,
        CERTIFICATE,
        ENDPOINT,
        LOGIN,
        USER,
        /** Who may connect to the endpoint, and by which certificate. */
        TRUST,
        DATABASE,
        FILE
    }

    /** One thing on one host. */
    public record Fact(Kind kind, String host, String name) {
        public Fact {
            name = name.toLowerCase(Locale.ROOT);
        }

        static Fact masterKey(String host) {
            return new Fact(Kind.MASTER_KEY, host, "");
        }

        static Fact certificate(String host, String name) {
            return new Fact(Kind.CERTIFICATE, host, name);
        }

        static Fact endpoint(String host) {
            return new Fact(Kind.ENDPOINT, host, "");
        }

        static Fact login(String host, String name) {
            return new Fact(Kind.LOGIN, host, name);
        }

        static Fact user(String host, String name) {
            return new Fact(Kind.USER, host, name);
        }

        static Fact trust(String host) {
            return new Fact(Kind.TRUST, host, "");
        }

        static Fact database(String host, String name) {
            return new Fact(Kind.DATABASE, host, name);
        }

        static Fact file(String host, String path) {
            return new Fact(Kind.FILE, host, path);
        }
    }

    static Ground making(Fact... facts) {
        return new Ground(Set.of(), Set.of(facts));
    }

    Ground needing(Fact... facts) {
        return new Ground(Set.of(facts), makes);
    }

    /** Whether one of the two changes what the other one makes or needs. */
    public boolean meets(Ground other) {
        return !Collections.disjoint(makes, other.makes)
                || !Collections.disjoint(makes, other.needs)
                || !Collections.disjoint(needs, other.makes);
    }

    /** The hosts on which something is another than before. */
    public Set<String> changed() {
        return makes.stream().map(Fact::host).collect(Collectors.toUnmodifiableSet());
    }
}
