package mirrorsh.tsql;

import java.util.Arrays;
import java.util.List;

/** How the links of a database mirroring endpoint are encrypted, with the server's own words (tsql.md §4.1, catalog.md §2.2). */
public enum EndpointEncryption {
    DISABLED("DISABLED", "NONE"),
    REQUIRED_RC4("REQUIRED ALGORITHM RC4", "RC4"),
    REQUIRED_AES("REQUIRED ALGORITHM AES", "AES"),
    SUPPORTED_RC4("SUPPORTED ALGORITHM RC4", "NONE, RC4"),
    SUPPORTED_AES("SUPPORTED ALGORITHM AES", "NONE, AES"),
    REQUIRED_RC4_AES("REQUIRED ALGORITHM RC4 AES", "RC4, AES"),
    REQUIRED_AES_RC4("REQUIRED ALGORITHM AES RC4", "AES, RC4"),
    SUPPORTED_RC4_AES("SUPPORTED ALGORITHM RC4 AES", "NONE, RC4, AES"),
    SUPPORTED_AES_RC4("SUPPORTED ALGORITHM AES RC4", "NONE, AES, RC4");

    private final String clause;
    private final String catalogWord;

    EndpointEncryption(String clause, String catalogWord) {
        this.clause = clause;
        this.catalogWord = catalogWord;
    }

    /** As it is written behind {@code ENCRYPTION =}. */
    public String clause() {
        return clause;
    }

    /** {@code encryption_algorithm_desc} of an endpoint made with it. */
    public String catalogWord() {
        return catalogWord;
    }

    /**
     * Whether an endpoint that the catalog describes so serves every peer that this one would: clear text allowed or not alike,
     * and no algorithm missing.
     */
    public boolean isServedBy(String otherCatalogWord) {
        List<String> found = words(otherCatalogWord);
        List<String> wanted = words(catalogWord);
        return found.contains("NONE") == wanted.contains("NONE") && found.containsAll(wanted);
    }

    private static List<String> words(String catalogWord) {
        return Arrays.stream(catalogWord.split(",", -1)).map(String::strip).toList();
    }
}
