// Brings databases back to the host where they are at home, without loss: after a failover, or after forced-service afterwards=resume.
// It first looks whether the home host is trusted and has the logins that were made meanwhile. Clients are disconnected at the switch.
// Assumes: both hosts are connected and the session runs; the host that serves now is the principal of all these databases.

title 'Fail back to the home host'

Host home = host('home', 'HOST_A', 'is to be the principal again')
Host away = host('away', 'HOST_B', 'is the principal now')
List<Host> witness = optionalHost('witness', 'the witness that the sessions are to have again')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be brought back, parted by commas')
String safety = choice('safety', ['FULL', 'OFF'], 'transaction safety afterwards: OFF where it was OFF before')
String witnessAddress = text('witnessAddress', 'HOST_W', 'network name of the witness, as the partners reach it')
int port = number('port', 7024, 1024, 32767, 'listener port of the endpoint of the witness')

summary "${home} becomes the principal of ${databases} again   safety afterwards ${safety}"

stage('Look before') {
    on(away) {
        requireTrust home
        for (String database in databases) {
            requireMirrored(database: database, with: home)
        }
    }
    on(home) {
        requireTrust away
        seeJobs away
    }
}

stage('Catch up') {
    on(away) {
        for (String database in databases) {
            raiseSafety(database: database, mirror: home)
            catchUp(database: database, mirror: home, minutes: 30)
        }
    }
}

stage('Switch') {
    on(away) {
        for (String database in databases) {
            switchRoles(database: database, to: home)
        }
    }
}

stage('Look after') {
    on(home) {
        for (String database in databases) {
            waitUntilSynchronized(database: database, mirror: away, minutes: 30)
            // users that came with the other host's logins are mapped again where they find a namesake here
            mapOrphans database
            for (Host third in witness) {
                setWitness(database: database, partner: away, witness: third, address: "TCP://${witnessAddress}:${port}")
            }
            setSafety(database: database, safety: safety)
        }
    }
}
