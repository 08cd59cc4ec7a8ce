package mirrorsh.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file: UTF-8, or what its byte order mark says (Management Studio saves scripts as UTF-16). */
public final class PlainText {
    /** More than any script of a person, and less than memory. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private PlainText() {}

    /**
     * The text without its byte order mark.
     *
     * @param name of the file, for the complaint
     * @param content is read, and not closed; a device may have no end
     * @throws UsageException when it is no text, with the line, or more than 64 MB
     */
    public static String of(String name, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new UsageException(name + " is larger than " + LARGEST / 1024 / 1024 + " MB.", "another file");
        }
        return of(name, bytes);
    }

    /**
     * The text without its byte order mark.
     *
     * @param name of the file, for the complaint
     * @throws UsageException when it is no text, with the line
     */
    public static String of(String name, byte[] content) {
        boolean little = startsWith(content, 0xFF, 0xFE);
        if (little || startsWith(content, 0xFE, 0xFF)) {
            return decoded(name, content, 2, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
        }
        return decoded(name, content, startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] content, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= content.length || (content[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(String name, byte[] content, int start, Charset charset) {
        ByteBuffer bytes = ByteBuffer.wrap(content, start, content.length - start);
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        boolean broken = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, characters, true)
                .isError();
        String text = characters.flip().toString();
        int nul = text.indexOf('\0');
        if (broken || nul >= 0) {
            String before = nul >= 0 ? text.substring(0, nul) : text;
            throw new UsageException(
                    name + ":" + (before.chars().filter(c -> c == '\n').count() + 1) + ": This is no text in "
                            + charset.name() + ".",
                    "another file, or the same saved as UTF-8");
        }
        return text;
    }
}
