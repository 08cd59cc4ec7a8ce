// Ends mirroring of databases. The copy on the mirror is dropped, kept as it is (RESTORING), or brought online by itself.
// With tidy=yes it also takes away what made the hosts trust each other: only what nobody else uses; what stays is named, with its user.
// Assumes: all hosts are connected; either may be the principal. A private key that is dropped is gone, so a name is to be typed for that.

title 'Remove mirroring'

Host principal = host('principal', 'HOST_A', 'keeps the database')
Host mirror = host('mirror', 'HOST_B', 'has the copy')
List<Host> witness = optionalHost('witness', 'the witness, to be tidied up, too')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be mirrored no longer, parted by commas')
String copy = choice('copy', ['keep', 'drop', 'recover'], 'what becomes of the copy on the mirror')
String tidy = choice('tidy', ['no', 'yes'], 'take away endpoints, certificates, users, logins and keys that nobody else uses')

List<Host> all = [principal, mirror] + witness

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
    stage('Trust that nobody needs') {
        for (Host third in witness) {
            on(third) {
                for (String database in databases) {
                    waitUntilReleased database
                }
            }
        }
        for (Host own in all) {
            on(own) {
                // each of these stays as long as another session, an availability group, a permission or a key needs it
                for (Host peer in all - own) {
                    revokeConnect "${peer}_login"
                }
                dropEndpoint()
                for (Host peer in all - own) {
                    dropCertificate "${peer}_cert"
                    dropUser "${peer}_user"
                    dropLogin "${peer}_login"
                }
                dropCertificate "${own}_cert"
                dropMasterKey()
            }
        }
    }
}
