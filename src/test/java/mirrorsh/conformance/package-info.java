/**
 * The conformance suite: what SQL Server does, as the references have it, written once over plain JDBC and run against the lab and,
 * where there is one, a real SQL Server.
 *
 * <p>The real one is named by {@code MIRRORSH_SQLSERVER=host,port;user;password}, else it is started by Testcontainers where Docker
 * is there; {@code mvn verify -Psqlserver} fails without one. Everything that the suite makes is called {@code ct_...}, and only that
 * is removed. Where a reference says "unconfirmed", the test's name says so: a run against a real server settles it.
 */
package mirrorsh.conformance;
