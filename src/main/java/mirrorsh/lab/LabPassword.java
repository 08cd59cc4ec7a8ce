package mirrorsh.lab;

import java.security.SecureRandom;

/** A password for a lab that was given none: long enough for the password policy, without characters that shells read. */
final class LabPassword {
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 16;

    private LabPassword() {}

    static String generated() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder("Lab-1");
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
