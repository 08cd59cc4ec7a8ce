package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;

/** How log positions look in the catalog: numeric(25,0), made of a virtual log file, a block in it and a slot. */
final class Lsn {
    private static final long RECORDS_PER_FILE = 20_000;
    private static final long FIRST_FILE = 34;
    private static final long FIRST_BLOCK = 8;
    private static final BigDecimal FILE_UNIT = BigDecimal.TEN.pow(15);
    private static final BigDecimal BLOCK_UNIT = BigDecimal.TEN.pow(5);

    private Lsn() {}

    /** The catalog's number of a position; grows with it. */
    static BigDecimal scaled(long lsn) {
        BigDecimal file = BigDecimal.valueOf(FIRST_FILE + lsn / RECORDS_PER_FILE);
        BigDecimal block = BigDecimal.valueOf(FIRST_BLOCK + lsn % RECORDS_PER_FILE);
        return file.multiply(FILE_UNIT).add(block.multiply(BLOCK_UNIT)).add(BigDecimal.ONE);
    }
}
