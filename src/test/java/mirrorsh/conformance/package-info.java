/**
 * The conformance suite: what SQL Server does, as the references have it, written once over plain JDBC and run against the lab and,
 * where there is one, a real SQL Server.
 *
 * <p>The real one is named by {@code MIRRORSH_SQLSERVER=host,port;user;password} (an administrator of a test server), else it is
 * started by Testcontainers where Docker is there: SQL Server 2022, with {@code mvn verify -Psqlserver} also 2019, which fails when
 * neither can be had. Names of the suite begin with {@code ct}, are unique to the run, and what bears them is removed after each test.
 * Tests whose names begin with "unconfirmed" ("inferred") hold what a reference says is unconfirmed (inferred): a run against a real
 * server settles it. Mirroring sessions themselves, which containers refuse, are tried on Windows instances by {@link
 * mirrorsh.conformance.MirroringTest}.
 */
package mirrorsh.conformance;
