// Copies logins from the principal to the mirror with the same SIDs and passwords, so that users find them after a switch of roles.
// Logins that are there with another SID are shown and left alone. Jobs and server settings are not copied.
// Assumes: both hosts are connected with a login in sysadmin, which alone can read the hashes of passwords.

title 'Copy logins to the mirror'

Host principal = host('principal', 'HOST_A', 'has the logins')
Host mirror = host('mirror', 'HOST_B', 'is to have them, too')
List<String> logins = names('logins', 'app', 'the logins, parted by commas')

summary "logins ${logins} from ${principal} to ${mirror}"

stage('Logins') {
    on(mirror) {
        for (String login in logins) {
            copyLogin(name: login, from: principal)
        }
        note 'Jobs, linked servers and server settings are each host\'s own: make them on the mirror by hand, jobs disabled.'
    }
}
