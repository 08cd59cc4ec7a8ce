// Ends mirroring of databases; with tidy=yes it also takes away the endpoints, certificates, users, logins and keys of the pair.
// What others use stays and is named. The copy on the mirror is dropped, kept as it is (RESTORING), or brought online by itself.
// Assumes: both hosts are connected; either may be the principal.

title 'Remove mirroring'

Host principal = host('principal', 'HOST_A', 'keeps the database')
Host mirror = host('mirror', 'HOST_B', 'has the copy')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be mirrored no longer, parted by commas')
String copy = choice('copy', ['keep', 'drop', 'recover'], 'what becomes of the copy on the mirror')
String tidy = choice('tidy', ['no', 'yes'], 'take away what made the two trust each other, as far as nobody else uses it')

summary "databases ${databases} on ${principal} and ${mirror}   copy: ${copy}   tidy up: ${tidy}"

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

if (tidy == 'yes') {
    stage('Trust') {
        on(principal) {
            revokeConnect "${mirror}_login"
            dropEndpoint()
            dropCertificate "${mirror}_cert"
            dropUser "${mirror}_user"
            dropLogin "${mirror}_login"
            dropCertificate "${principal}_cert"
            dropMasterKey()
        }
        on(mirror) {
            revokeConnect "${principal}_login"
            dropEndpoint()
            dropCertificate "${principal}_cert"
            dropUser "${principal}_user"
            dropLogin "${principal}_login"
            dropCertificate "${mirror}_cert"
            dropMasterKey()
        }
    }
}
