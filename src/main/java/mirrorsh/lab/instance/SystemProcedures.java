package mirrorsh.lab.instance;

import java.util.List;

/** The names of the system procedures that the lab has in every database. A real server has many more. */
final class SystemProcedures {
    static final List<String> NAMES = List.of(
            "sp_addrolemember",
            "sp_addsrvrolemember",
            "sp_columns",
            "sp_columns_100",
            "sp_configure",
            "sp_control_dbmasterkey_password",
            "sp_databases",
            "sp_datatype_info",
            "sp_datatype_info_100",
            "sp_dbmmonitoraddmonitoring",
            "sp_dbmmonitorchangealert",
            "sp_dbmmonitorchangemonitoring",
            "sp_dbmmonitordropalert",
            "sp_dbmmonitordropmonitoring",
            "sp_dbmmonitorhelpalert",
            "sp_dbmmonitorhelpmonitoring",
            "sp_dbmmonitorresults",
            "sp_dbmmonitorupdate",
            "sp_droprolemember",
            "sp_dropsrvrolemember",
            "sp_fkeys",
            "sp_getapplock",
            "sp_helpdb",
            "sp_helpsrvrolemember",
            "sp_pkeys",
            "sp_readerrorlog",
            "sp_releaseapplock",
            "sp_server_info",
            "sp_special_columns",
            "sp_special_columns_100",
            "sp_statistics",
            "sp_statistics_100",
            "sp_stored_procedures",
            "sp_tables",
            "sp_who",
            "sp_who2",
            "xp_fileexist",
            "xp_fixeddrives",
            "xp_instance_regread",
            "xp_readerrorlog");

    private SystemProcedures() {}
}
