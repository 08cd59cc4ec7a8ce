package mirrorsh.lab.mirroring;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.storage.LogRecord;

/** What instances say to each other on a link; {@link LinkMessageCodec} turns it into bytes. */
sealed interface LinkMessage {
    /** "I am here." */
    record Ping() implements LinkMessage {}

    /** A future principal asks the waiting mirror to begin a session; answered. */
    record Configure(Facts facts) implements LinkMessage {}

    /** A partner comes (back) on a link that it opened; answered. */
    record Meet(Facts facts) implements LinkMessage {}

    /** Yes (number 0) or a refusal with the number and state of an error, with the answerer's facts where it has any. */
    record Answer(int number, int state, Optional<Facts> facts) implements LinkMessage {
        static final Answer YES = new Answer(0, 1, Optional.empty());

        static Answer no(int number, int state) {
            return new Answer(number, state, Optional.empty());
        }

        boolean isYes() {
            return number == 0;
        }
    }

    /**
     * The principal begins to send log, under a number of this flow; what the mirror has behind {@code rewindTo} is not the
     * principal's. Answered.
     */
    record Begin(Facts facts, long rewindTo, long flow) implements LinkMessage {}

    /** The principal's settings and state changed; answered when it is a request. */
    record Changed(Facts facts) implements LinkMessage {}

    /** Log records of a flow in order. */
    record Log(UUID guid, long flow, List<LogRecord> records) implements LinkMessage {}

    /** The mirror has hardened its log of a flow up to an LSN. */
    record Hardened(UUID guid, long flow, long lsn) implements LinkMessage {}

    /** The mirror could not apply its log (1453, 1454). */
    record RedoFailed(UUID guid, int number, int severity, int state) implements LinkMessage {}

    /** One partner wants something of the other; answered. */
    record Ask(UUID guid, Wish wish, String argument, long number) implements LinkMessage {}

    /** What partners ask of each other. */
    enum Wish {
        /** Of the principal. */
        SUSPEND,
        /** Of the mirror: can it go on? */
        RESUME,
        /** Of the mirror: role sequence in the number. */
        TAKE_OVER,
        /** Of the mirror: can it reach the witness at the address in the argument? */
        TRY_WITNESS,
        /** Of the principal. */
        WITNESS_OFF,
        /** Of the mirror: the witness is taken off. */
        FORGET_WITNESS
    }

    /** The teller cannot call back at the address that it knows, or no longer hears the other. */
    record Unreachable(UUID guid) implements LinkMessage {}

    /** The session was removed. */
    record Ended(UUID guid) implements LinkMessage {}

    /** A partner speaks to its witness; answered by a {@link Verdict}. */
    record ToWitness(Purpose purpose, Facts facts) implements LinkMessage {
        enum Purpose {
            /** May you be my witness? */
            OFFER,
            /** This is how things stand. */
            REPORT,
            /** A principal that lost its mirror wants to go on alone. */
            CLAIM,
            /** A mirror that lost its principal wants to take over. */
            VOTE,
            /** A mirror is being forced. */
            FORCE,
            /** You are no longer my witness. */
            REMOVE
        }
    }

    /** The witness answers: yes or no, and who is principal since which role sequence. */
    record Verdict(boolean granted, int refusal, String principal, int roleSequence) implements LinkMessage {}
}
