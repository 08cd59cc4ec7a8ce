package mirrorsh.lab.instance;

/**
 * For whom a catalog procedure describes types.
 *
 * @param three whether for ODBC 3, for ODBC 2 otherwise
 * @param complete whether the client knows the types of SQL Server 2008; the procedures without {@code _100} in their names are for
 *     those that do not
 */
record OdbcView(boolean three, boolean complete) {
    static OdbcView of(ProcedureArguments arguments, boolean complete) {
        return new OdbcView(arguments.number("@ODBCVer").orElse(2) >= 3, complete);
    }
}
