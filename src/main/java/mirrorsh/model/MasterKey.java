package mirrorsh.model;

/**
 * The database master key of master.
 *
 * @param algorithm for example AES_256
 * @param opensByItself whether it is also protected by the service master key ({@code is_master_key_encrypted_by_server})
 */
public record MasterKey(String algorithm, boolean opensByItself) {}
