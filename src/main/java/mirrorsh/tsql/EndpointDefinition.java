package mirrorsh.tsql;

/**
 * All that a CREATE ENDPOINT says of a database mirroring endpoint (tsql.md §4.1).
 *
 * @param port listener port, 1024 to 32767
 * @param ip listener address, empty for ALL
 * @param certificate the endpoint's own certificate in master
 */
public record EndpointDefinition(
        String name, int port, String ip, String certificate, EndpointEncryption encryption, EndpointRole role) {}
