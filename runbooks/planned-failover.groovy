// Lets the mirror become the principal without loss, for all databases of a set: databases=Sales,Stock. Run it with the hosts
// exchanged to fail back. Clients are disconnected and open transactions rolled back at the switch.
// Assumes: both hosts are connected, the databases are mirrored between them, their logins are on the mirror (move-logins).

title 'Switch the roles of a mirrored pair'

Host principal = host('principal', 'HOST_A', 'is the principal now')
Host mirror = host('mirror', 'HOST_B', 'is to be the principal')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be switched, parted by commas')
String trustworthy = choice('trustworthy', ['keep', 'on'], 'on: set it after the first switch, as a restored copy has it OFF')
String safety = choice('safety', ['FULL', 'OFF'], 'transaction safety afterwards: OFF where it was OFF before')

summary "${mirror} becomes the principal of ${databases}   safety afterwards ${safety}"

stage('Look before') {
    on(principal) {
        requireTrust mirror
        for (String database in databases) {
            requireMirrored(database: database, with: mirror)
        }
    }
    on(mirror) {
        requireTrust principal
    }
}

stage('Catch up') {
    on(principal) {
        for (String database in databases) {
            raiseSafety(database: database, mirror: mirror)
            catchUp(database: database, mirror: mirror, minutes: 30)
        }
    }
}

stage('Switch') {
    on(principal) {
        for (String database in databases) {
            switchRoles(database: database, to: mirror)
        }
    }
}

stage('Look after') {
    on(mirror) {
        for (String database in databases) {
            waitUntilSynchronized(database: database, mirror: principal, minutes: 30)
            if (trustworthy == 'on') {
                setTrustworthy database
            }
            setSafety(database: database, safety: safety)
        }
    }
}
