package mirrorsh.trust;

import java.util.Random;

/** What chance does to files. */
final class Damage {
    private static final String ODD = "'\"{}()[]$\\;\u0000ß=,";

    private Damage() {}

    static byte[] garbage(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The text with a few characters cut out, doubled, or replaced. */
    static String to(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(changed.length());
            int end = Math.min(changed.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, changed.substring(at, end));
                default -> changed.setCharAt(at, ODD.charAt(random.nextInt(ODD.length())));
            }
        }
        return changed.toString();
    }
}
