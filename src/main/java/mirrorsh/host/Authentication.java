package mirrorsh.host;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How we prove to an instance who we are.
 *
 * @param domain of the Windows account, with NTLM; empty when the user's name tells it
 * @param spn the server's service principal name, with Kerberos; empty for the usual one
 */
public record Authentication(Method method, String domain, String spn) {
    /** SQL Server's own logins. */
    public static final Authentication SQL_LOGIN = of(Method.SQL);

    /** Without domain and service principal name. */
    public static Authentication of(Method method) {
        return new Authentication(method, "", "");
    }

    /** The ways that the driver knows. */
    public enum Method {
        /** SQL Server's own login and password. */
        SQL("", Needs.USER_AND_PASSWORD),
        /** A Windows account and its password, from any machine: nothing has to trust its domain here. */
        NTLM("", Needs.USER_AND_PASSWORD),
        /** A Kerberos ticket of this user's, or one for a user and a password. */
        KERBEROS("", Needs.NOTHING),
        /** The Windows account that this program runs as; on Windows only. */
        WINDOWS("", Needs.NOTHING),
        /** An access token of Entra's in place of a password. */
        ENTRA_TOKEN("", Needs.PASSWORD),
        /** A user of Entra's, with a password. */
        ENTRA_PASSWORD("ActiveDirectoryPassword", Needs.USER_AND_PASSWORD),
        /** An application of Entra's, with its secret. */
        ENTRA_APPLICATION("ActiveDirectoryServicePrincipal", Needs.USER_AND_PASSWORD),
        /** The user of Entra's that this machine knows. */
        ENTRA_INTEGRATED("ActiveDirectoryIntegrated", Needs.NOTHING),
        /** A browser asks. */
        ENTRA_BROWSER("ActiveDirectoryInteractive", Needs.NOTHING),
        /** The identity of the Azure machine that this program runs on. */
        ENTRA_MACHINE("ActiveDirectoryManagedIdentity", Needs.NOTHING);

        private enum Needs {
            NOTHING,
            PASSWORD,
            USER_AND_PASSWORD
        }

        private final String driverWord;
        private final Needs needs;

        Method(String driverWord, Needs needs) {
            this.driverWord = driverWord;
            this.needs = needs;
        }

        /** As people write it: {@code entra-token}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Method::word).toList();
        }

        public static Optional<Method> named(String word) {
            return Arrays.stream(values())
                    .filter(method -> method.word().equalsIgnoreCase(word.strip()))
                    .findFirst();
        }

        /** The driver's word for it, where it goes through Entra with a library; else empty. */
        String driverWord() {
            return driverWord;
        }

        public boolean needsUser() {
            return needs == Needs.USER_AND_PASSWORD;
        }

        /** Whether a password is to be found for such a user. */
        public boolean needsPassword(String user) {
            return needs != Needs.NOTHING || this == KERBEROS && !user.isEmpty();
        }

        /** Whether the driver does it with Microsoft's library for Entra, which is not part of this program. */
        boolean needsLibrary() {
            return !driverWord.isEmpty();
        }
    }
}
