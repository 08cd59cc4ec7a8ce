// Mends a pair that somebody left half configured: stopped endpoints, orphaned users, stale certificates, missing or denied grants,
// and halves of sessions whose other half is gone. It takes nothing away that works; copy=drop also drops a useless restoring copy.
// Assumes: both hosts are connected, and the names are those of set-up-mirroring, which is the runbook to run next.

title 'Repair what was left over'

Host principal = host('principal', 'HOST_A', 'has the database')
Host mirror = host('mirror', 'HOST_B', 'is to have the copy')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be looked at, parted by commas')
String endpoint = text('endpoint', 'Endpoint_Mirroring', 'name of both endpoints')
String copy = choice('copy', ['keep', 'drop'], 'what becomes of a restoring copy that no session uses')

List<Host> both = [principal, mirror]

summary "${principal} and ${mirror}   databases ${databases}   useless copies: ${copy}"

stage('Endpoints and trust') {
    for (Host own in both) {
        on(own) {
            startEndpoint()
            for (Host peer in both - own) {
                createLogin(name: "${peer}_login", password: generated())
                createUser(name: "${peer}_user", login: "${peer}_login")
                importCertificate(name: "${peer}_cert", user: "${peer}_user", of: peer)
                grantConnect(endpoint: endpoint, login: "${peer}_login")
            }
        }
    }
}

stage('Sessions') {
    for (String database in databases) {
        on(mirror) {
            endLeftover(database: database, partner: principal)
        }
        on(principal) {
            endLeftover(database: database, partner: mirror)
        }
        if (copy == 'drop') {
            on(mirror) {
                dropCopy database
            }
        }
    }
}
