package mirrorsh.lab.instance.security;

/**
 * A certificate of master that encrypts a backup.
 *
 * @param keyBackedUp whether its private key was ever exported: 33091 where it was not
 */
public record Encryptor(byte[] thumbprint, boolean keyBackedUp) {}
