package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;

/** How log positions look in the catalog: numeric(25,0), made of a virtual log file, a block in it and a slot. */
final class Lsn {
    private static final long RECORDS_PER_FILE = 20_000;
    private static final long FIRST_FILE = 34;
    private static final long FIRST_BLOCK = 8;
    private static final BigDecimal FILE_UNIT = BigDecimal.TEN.pow(15);
    private static final BigDecimal BLOCK_UNIT = BigDecimal.TEN.pow(5);

    private static final Pattern HEXADECIMAL =
            Pattern.compile("(?:0x)?([0-9a-f]{1,8}):([0-9a-f]{1,8}):([0-9a-f]{1,4})", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,25}");

    private Lsn() {}

    /** The last position that is not behind the one that a text tells, as {@link #scaled} or as three hexadecimal numbers; 4334. */
    static long parse(String text) {
        Matcher parts = HEXADECIMAL.matcher(text);
        if (parts.matches()) {
            return position(Long.parseLong(parts.group(1), 16), Long.parseLong(parts.group(2), 16));
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw SqlFailure.of(4334);
        }
        BigDecimal[] file = new BigDecimal(text).divideAndRemainder(FILE_UNIT);
        return position(
                file[0].longValueExact(),
                file[1].divideToIntegralValue(BLOCK_UNIT).longValueExact());
    }

    private static long position(long file, long block) {
        return (file - FIRST_FILE) * RECORDS_PER_FILE + Math.min(block - FIRST_BLOCK, RECORDS_PER_FILE - 1);
    }

    /** The catalog's number of a position; grows with it. */
    static BigDecimal scaled(long lsn) {
        BigDecimal file = BigDecimal.valueOf(FIRST_FILE + lsn / RECORDS_PER_FILE);
        BigDecimal block = BigDecimal.valueOf(FIRST_BLOCK + lsn % RECORDS_PER_FILE);
        return file.multiply(FILE_UNIT).add(block.multiply(BLOCK_UNIT)).add(BigDecimal.ONE);
    }
}
