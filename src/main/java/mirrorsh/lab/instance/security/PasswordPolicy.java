package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import mirrorsh.lab.type.SqlFailure;

/** The Windows password policy as tsql.md §5.1 describes it. */
final class PasswordPolicy {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;
    private static final int SHORTEST_NAME_LOOKED_FOR = 3;
    private static final List<String> FORBIDDEN = List.of("password", "admin", "administrator", "sa", "sysadmin");
    private static final List<IntPredicate> CLASSES = List.of(
            Character::isUpperCase, Character::isLowerCase, Character::isDigit, c -> !Character.isLetterOrDigit(c));

    private PasswordPolicy() {}

    /**
     * Refuses a weak password.
     *
     * @param login name that it must not contain; empty where there is none
     * @throws SqlFailure 15116 too short, 15117 too long, 15118 not complex enough
     */
    static void check(String password, String login, String computer) {
        Refusal.unless(password.length() <= LONGEST, SqlFailure.of(15117));
        Refusal.unless(!FORBIDDEN.contains(password.toLowerCase(Locale.ROOT)), SqlFailure.of(15118));
        Refusal.unless(password.length() >= SHORTEST, SqlFailure.of(15116));
        long classes =
                CLASSES.stream().filter(kind -> password.chars().anyMatch(kind)).count();
        boolean complex = classes >= 3 && !contains(password, login) && !contains(password, computer);
        Refusal.unless(complex, SqlFailure.of(15118));
    }

    private static boolean contains(String password, String name) {
        return name.length() >= SHORTEST_NAME_LOOKED_FOR
                && password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }
}
