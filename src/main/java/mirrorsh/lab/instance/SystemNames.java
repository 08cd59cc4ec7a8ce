package mirrorsh.lab.instance;

import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.sql.KnownNames;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.ObjectName;

/** Finds the system views and procedures that a session names. */
record SystemNames(Instance instance, InstanceSession session) {
    /** 208 when there is none. */
    Relation view(Database home, ObjectName name, Caller caller) {
        String schema = name.schema() == null ? "dbo" : name.schema().toLowerCase(Locale.ROOT);
        String view = name.name().toLowerCase(Locale.ROOT);
        return instance.storage()
                .view(home, schema, view, caller)
                .or(() -> instance.security().view(home.security(), schema, view, caller))
                .or(() -> new InstanceViews(instance).find(schema, view, caller))
                .or(() -> new SystemObjectViews(session, home.name()).find(schema, view))
                .orElseThrow(() -> KnownNames.noRelation(name, home.name()));
    }

    Optional<Procedure> procedure(ObjectName name) {
        return new Procedures(instance, session)
                .find(name.name())
                .or(() -> new MonitorProcedures(instance, session).find(name))
                .or(() -> new CatalogProcedures(instance, session).find(name))
                .or(() -> new AgentProcedures(instance, session).find(name));
    }
}
