package mirrorsh.lab.instance.security;

import java.util.List;
import mirrorsh.lab.instance.security.Permissions.On;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlMessage;

/** Logins that come in with a password. The client learns no reason, the error log does. */
record Authentication(Realm realm) {
    List<SqlMessage> refusals(String name, String password) {
        ServerPrincipal login = realm.server().principals().login(name).orElse(null);
        if (login == null) {
            return refused(name, 5, "there is no such login");
        }
        ServerPrincipal.Password stored = login.password();
        if (stored == null) {
            return refused(name, 6, "the login has no password");
        }
        if (!PasswordHash.matches(stored.hash(), password)) {
            return refused(name, 8, "the password does not match");
        }
        if (login.disabled()) {
            return logged(Messages.message(18470, login.name()), 1, "");
        }
        if (stored.mustChange()) {
            return logged(Messages.message(18488, login.name()), 1, "");
        }
        On server = new On(SecurableClass.SERVER, 0);
        boolean denied = !realm.server().principals().isSysadmin(login.id())
                && realm.server()
                        .permissions()
                        .isDenied(server, realm.server().principals().identities(login.id()), "COSQ");
        return denied ? refused(name, 12, "the login may not connect") : List.of();
    }

    private List<SqlMessage> refused(String login, int state, String reason) {
        return logged(Messages.message(18456, login), state, " Reason: " + reason + ".");
    }

    private List<SqlMessage> logged(SqlMessage message, int state, String reason) {
        SqlMessage full = new SqlMessage(
                message.number(), message.severity(), state, message.text() + reason, message.procedure(), 0);
        realm.installation().machine().errorLog().write("Logon", full);
        return List.of(message);
    }
}
