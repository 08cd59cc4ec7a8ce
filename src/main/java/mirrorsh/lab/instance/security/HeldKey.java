package mirrorsh.lab.instance.security;

/** How a certificate holds its private key (catalog.md §4.3, pvt_key_encryption_type). */
sealed interface HeldKey {
    String code();

    String description();

    /** A public certificate only. */
    record None() implements HeldKey {
        @Override
        public String code() {
            return "NA";
        }

        @Override
        public String description() {
            return "NO_PRIVATE_KEY";
        }
    }

    /** @param sealed PKCS #8 bytes sealed by the database master key */
    record ByMasterKey(byte[] sealed) implements HeldKey {
        @Override
        public String code() {
            return "MK";
        }

        @Override
        public String description() {
            return "ENCRYPTED_BY_MASTER_KEY";
        }
    }

    /** @param sealed PKCS #8 bytes sealed by a password */
    record ByPassword(byte[] sealed) implements HeldKey {
        @Override
        public String code() {
            return "PW";
        }

        @Override
        public String description() {
            return "ENCRYPTED_BY_PASSWORD";
        }
    }
}
