package mirrorsh.lab.sql.parse;

import java.util.List;
import java.util.stream.Collectors;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PermissionStatement.Securable;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** GRANT, DENY, REVOKE and ALTER AUTHORIZATION (tsql.md §6). */
final class PermissionReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    @Override
    public AdminStatement visitGrant(TsqlGrammar.GrantContext context) {
        boolean deny = context.DENY() != null;
        refuseAs(context.identifier());
        // WITH GRANT OPTION belongs to GRANT, CASCADE to DENY and REVOKE.
        if (deny && context.WITH() != null) {
            throw Refusal.near(context.WITH().getSymbol());
        }
        if (!deny && context.CASCADE() != null) {
            throw Refusal.near(context.CASCADE().getSymbol());
        }
        return new Grant(
                deny ? Grant.Verb.DENY : Grant.Verb.GRANT,
                permissions(context.permission()),
                securableOrNull(context.securable()),
                context.principal().stream().map(Names::of).toList(),
                context.WITH() != null,
                context.CASCADE() != null);
    }

    @Override
    public AdminStatement visitRevoke(TsqlGrammar.RevokeContext context) {
        refuseAs(context.identifier());
        return new Grant(
                Grant.Verb.REVOKE,
                permissions(context.permission()),
                securableOrNull(context.securable()),
                context.principal().stream().map(Names::of).toList(),
                context.GRANT() != null,
                context.CASCADE() != null);
    }

    @Override
    public AdminStatement visitAlterAuthorization(TsqlGrammar.AlterAuthorizationContext context) {
        if (context.SCHEMA() != null) {
            throw Refusal.notImitated(context, "ALTER AUTHORIZATION TO SCHEMA OWNER");
        }
        return new PermissionStatement.AlterAuthorization(
                securable(context.securable()), Names.of(context.identifier()));
    }

    private static void refuseAs(TsqlGrammar.@Nullable IdentifierContext grantor) {
        if (grantor != null) {
            throw Refusal.notImitated(grantor, "permissions granted AS another principal");
        }
    }

    private static List<String> permissions(List<TsqlGrammar.PermissionContext> contexts) {
        return contexts.stream().map(PermissionReader::permission).toList();
    }

    private static String permission(TsqlGrammar.PermissionContext context) {
        if (context.columnList() != null) {
            throw Refusal.notImitated(context, "permissions on columns");
        }
        String permission = context.permissionWord().stream()
                .map(word -> Names.upper(word.getText()))
                .collect(Collectors.joining(" "));
        return switch (permission) {
            case "EXEC" -> "EXECUTE";
            case "ALL PRIVILEGES" -> "ALL";
            default -> permission;
        };
    }

    private static @Nullable Securable securableOrNull(TsqlGrammar.@Nullable SecurableContext context) {
        return context == null ? null : securable(context);
    }

    private static Securable securable(TsqlGrammar.SecurableContext context) {
        String type = context.securableWord().stream()
                .map(word -> Names.upper(word.getText()))
                .collect(Collectors.joining(" "));
        return new Securable(type.isEmpty() ? "OBJECT" : type, Names.object(context.objectName()));
    }
}
