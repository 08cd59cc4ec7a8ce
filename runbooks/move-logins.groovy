// Copies logins from the principal to the mirror with the same SIDs and passwords, so that users find them after a switch of roles.
// Orphaned users are mended first, and afterwards every user has to find a login. Jobs that the mirror lacks are listed, not copied.
// Assumes: both hosts are connected with a login in sysadmin, which alone can read the hashes of passwords.

title 'Copy logins to the mirror'

Host principal = host('principal', 'HOST_A', 'has the logins')
Host mirror = host('mirror', 'HOST_B', 'is to have them, too')
List<String> logins = names('logins', 'the logins to be copied, parted by commas')
List<String> databases = names('databases', 'AdventureWorks', 'the mirrored databases whose users need them, parted by commas')

summary "logins ${logins} from ${principal} to ${mirror}   databases ${databases}"

stage('Orphans') {
    on(principal) {
        for (String database in databases) {
            mapOrphans database
        }
    }
}

stage('Logins') {
    on(mirror) {
        for (String login in logins) {
            // one that is there with another SID is shown and left alone: logins sync --replace drops it first
            copyLogin(name: login, from: principal)
        }
        for (String database in databases) {
            requireLogins(database: database, from: principal)
        }
    }
}

stage('What is not copied') {
    on(mirror) {
        seeJobs principal
        note 'Linked servers, server roles and server settings are each host\'s own, too.'
    }
}
