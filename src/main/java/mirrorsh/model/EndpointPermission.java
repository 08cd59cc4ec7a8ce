package mirrorsh.model;

/**
 * A permission on an endpoint (class 105 of sys.server_permissions).
 *
 * @param endpointId the endpoint
 * @param granteeId principal id of the login
 * @param permission for example CONNECT
 * @param state GRANT, GRANT_WITH_GRANT_OPTION or DENY
 */
public record EndpointPermission(int endpointId, int granteeId, String permission, String state) {}
