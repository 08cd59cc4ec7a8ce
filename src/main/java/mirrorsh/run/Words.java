package mirrorsh.run;

import mirrorsh.effect.Verdict;

/** Verdicts in words, for the journal and for failures. */
final class Words {
    private Words() {}

    /** One word. */
    static String kind(Verdict verdict) {
        if (verdict instanceof Verdict.Done) {
            return "done";
        }
        if (verdict instanceof Verdict.Missing) {
            return "missing";
        }
        return verdict instanceof Verdict.Differs ? "differs" : "blocked";
    }

    static String of(Verdict verdict) {
        if (verdict instanceof Verdict.Done done) {
            return done.found();
        }
        if (verdict instanceof Verdict.Differs differs) {
            return differs.what() + ": expected " + differs.expected() + ", found " + differs.found();
        }
        if (verdict instanceof Verdict.Blocked blocked) {
            return blocked.by() + ". " + blocked.why();
        }
        return "not there";
    }

    /** Why something cannot be done now; no full stop. */
    static String brief(Verdict verdict) {
        if (verdict instanceof Verdict.Blocked blocked) {
            return blocked.next().isEmpty() ? blocked.why() : blocked.by();
        }
        return of(verdict);
    }
}
