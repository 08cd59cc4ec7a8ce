package mirrorsh.lab.instance.security;

import java.util.Base64;

/**
 * The certificate that every instance of the lab brings along in master, public part only, as real instances bring several
 * (catalog.md §4.3): whoever lists certificates has to leave {@code ##...##} out.
 */
final class SystemCertificate {
    private static final String NAME = "##MS_PolicySigningCertificate##";
    private static final int ID = 101;
    private static final String DER =
            "MIICOjCCAaOgAwIBAgIQTVNfUE9MSUNZX0xBQjAwMTANBgkqhkiG9w0BAQUFADAwMS4wLAYDVQQDDCVQb2xpY3kgc2"
                    + "lnbmluZyBjZXJ0aWZpY2F0ZSBvZiB0aGUgbGFiMCAXDTI2MTEyMjIyMjIzOVoYDzIwNjcxMjE3MjIyMjM5WjAwMS4w"
                    + "LAYDVQQDDCVQb2xpY3kgc2lnbmluZyBjZXJ0aWZpY2F0ZSBvZiB0aGUgbGFiMIGfMA0GCSqGSIb3DQEBAQUAA4GNAD"
                    + "CBiQKBgQC5rLizHYOyLRViGCAGM56LTLV81udVRf2RD0NeTFA9iWWMw9sTwz2jRDTzKjwqrtXXU2Nku7zkK5TOnGVQ"
                    + "/d2485uNbF1K8H08IZz9ueIGEHpH4k+Qq8Bi58EdES+ttjLOCLdTQ5l5XGVj0J+exRm6slELlaiokmBB1ePE4KqQow"
                    + "IDAQABo1MwUTAdBgNVHQ4EFgQUcSUznMTB6EVOTWiKV9nG99l7QpcwHwYDVR0jBBgwFoAUcSUznMTB6EVOTWiKV9nG"
                    + "99l7QpcwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQUFAAOBgQCyXVnLU9rJNOyYLruWuaynwcesAIf++8GR3M"
                    + "NysS9dyUfaHC61xdW0XjRXj45NIdJJtoyY7ZBORdltLcGA8w9c/dieNS8VYdFHrH61yEHC4nNAbrDsbWrof4C7FIhX"
                    + "puV2YB+GXzXzgyR5EZq4McDGl06Hb7SCGpTC7wO6/XQB6Q==";

    private SystemCertificate() {}

    static void addTo(DatabaseSecurity master) {
        if (master.certificate(NAME).isEmpty()) {
            byte[] der = Base64.getDecoder().decode(DER);
            master.put(new Certificate(
                    ID,
                    NAME,
                    DatabasePrincipal.DBO,
                    true,
                    der,
                    X509.parse(der).orElseThrow(),
                    new HeldKey.None(),
                    null));
        }
    }
}
