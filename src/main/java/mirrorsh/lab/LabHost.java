package mirrorsh.lab;

import java.nio.file.Path;

/**
 * One host of a lab, as somebody outside reaches it.
 *
 * @param name for example HOST_A
 * @param server {@code ip,port} of its SQL connections
 * @param user login with all rights
 * @param password its password
 * @param endpoint address that its peers use for mirroring, for example TCP://HOST_A:7024
 * @param disk the folder where its {@code C:\} lies
 */
public record LabHost(String name, String server, String user, String password, String endpoint, Path disk) {}
