package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import mirrorsh.lab.instance.security.SecurityFunction.Arguments;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** HAS_PERMS_BY_NAME for the securables of this room (catalog.md §10). */
record PermissionFunctions(Realm realm, Caller caller, DatabaseSecurity database) {
    Optional<SecurityFunction> find(String name) {
        return name.equals("HAS_PERMS_BY_NAME")
                ? Optional.of(new SecurityFunction(name, SqlType.INT, 3, 5, this::hasPermission))
                : Optional.empty();
    }

    /** 1, 0, or NULL where securable, class or permission are unknown. */
    private @Nullable Object hasPermission(Arguments arguments) {
        String securable = arguments.text(0);
        String word = arguments.text(1);
        String permission = arguments.text(2);
        if (permission == null || arguments.count() > 3) {
            Refusal.unless(arguments.count() <= 3, Refusal.notImitated("permissions on columns"));
            return null;
        }
        Optional<SecurableClass> kind =
                word == null ? Optional.of(SecurableClass.SERVER) : SecurableClass.of(word.toUpperCase(Locale.ROOT));
        Optional<Predicate<String>> test = kind.flatMap(found -> test(found, securable));
        if (kind.isEmpty() || test.isEmpty()) {
            return null;
        }
        String wanted = permission.toUpperCase(Locale.ROOT);
        List<String> types = wanted.equals("ANY")
                ? kind.get().types()
                : kind.get().type(wanted).stream().toList();
        return types.isEmpty() ? null : types.stream().anyMatch(test.get()) ? 1 : 0;
    }

    /** Answers for a permission's code; empty where the securable is not there or not visible. */
    private Optional<Predicate<String>> test(SecurableClass kind, @Nullable String securable) {
        Authority authority = Authority.of(realm, caller, database);
        if (kind == SecurableClass.SERVER) {
            return securable == null ? Optional.of(authority::onServer) : Optional.empty();
        }
        if (securable == null) {
            return Optional.empty();
        }
        String name = unquoted(securable);
        return switch (kind) {
            case ENDPOINT ->
                realm.server()
                        .endpoints()
                        .find(name)
                        .filter(authority::sees)
                        .map(found -> type -> authority.onEndpoint(found, type));
            case SERVER_PRINCIPAL ->
                realm.server()
                        .principals()
                        .find(name)
                        .filter(authority::sees)
                        .map(found -> type -> authority.onLogin(found, type));
            case CERTIFICATE ->
                database.certificate(name)
                        .filter(authority::sees)
                        .map(found -> type -> authority.onCertificate(found, type));
            case DATABASE_PRINCIPAL ->
                database.principal(name).filter(authority::sees).map(found -> type -> authority.onUser(found, type));
            default -> name.equalsIgnoreCase(caller.database()) ? Optional.of(authority::inDatabase) : Optional.empty();
        };
    }

    private static String unquoted(String name) {
        boolean bracketed = name.length() > 2 && name.startsWith("[") && name.endsWith("]");
        return bracketed ? name.substring(1, name.length() - 1).replace("]]", "]") : name;
    }
}
