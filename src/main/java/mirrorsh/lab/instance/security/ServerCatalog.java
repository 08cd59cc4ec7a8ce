package mirrorsh.lab.instance.security;

/** What the instance holds outside its databases. Guarded by the lock of {@link InstanceSecurity}. */
record ServerCatalog(
        ServiceMasterKey serviceMasterKey,
        ServerPrincipals principals,
        Permissions permissions,
        Endpoints endpoints,
        Sessions sessions,
        Credentials credentials,
        MasterKeyPasswords masterKeyPasswords,
        KnownDatabases databases) {}
