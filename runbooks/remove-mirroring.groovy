// Ends mirroring of databases. Endpoints, certificates, users and logins stay: other databases of the pair may use them.
// The copy on the mirror is dropped, kept as it is (RESTORING), or brought online by itself.
// Assumes: both hosts are connected; either may be the principal.

title 'Remove mirroring'

Host principal = host('principal', 'HOST_A', 'keeps the database')
Host mirror = host('mirror', 'HOST_B', 'has the copy')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be mirrored no longer, parted by commas')
String copy = choice('copy', ['keep', 'drop', 'recover'], 'what becomes of the copy on the mirror')

summary "databases ${databases} on ${principal} and ${mirror}   copy: ${copy}"

stage('Sessions') {
    on(principal) {
        for (String database in databases) {
            removeWitness database
            endMirroring(database: database, partner: mirror)
        }
    }
    on(mirror) {
        for (String database in databases) {
            endMirroring(database: database, partner: principal)
            if (copy == 'drop') {
                dropCopy database
            }
            if (copy == 'recover') {
                recoverDatabase database
            }
        }
    }
}
