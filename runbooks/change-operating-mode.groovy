// Changes the operating mode of mirrored databases: high-performance, high-safety, or high-safety with automatic failover.
// The witness of automatic failover has to be trusted before: set-up-with-witness makes all six directions of trust.
// Assumes: the partners are connected, and the first is the principal of the databases.

title 'Change the operating mode'

String mode = choice('mode', ['high-safety', 'high-performance', 'automatic-failover'], 'how the session is to work')
Host principal = host('principal', 'HOST_A', 'is the principal now')
Host mirror = host('mirror', 'HOST_B', 'is the mirror now')
Host witness = host('witness', 'HOST_W', 'the witness, in mode automatic-failover')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be changed, parted by commas')
String witnessAddress = text('witnessAddress', "${witness}", 'network name of the witness, as the partners reach it')
int port = number('port', 7024, 1024, 32767, 'listener port of the endpoint of the witness')

summary "databases ${databases}   ${mode}${mode == 'automatic-failover' ? " with witness ${witness}" : ''}"

stage('Look before') {
    on(principal) {
        for (String database in databases) {
            requireMirrored(database: database, with: mirror)
        }
        if (mode == 'automatic-failover') {
            requireTrust witness
        }
    }
    if (mode == 'automatic-failover') {
        on(mirror) {
            requireTrust witness
        }
        on(witness) {
            requireTrust principal
            requireTrust mirror
        }
    }
}

stage('Operating mode') {
    on(principal) {
        for (String database in databases) {
            if (mode == 'automatic-failover') {
                setSafety(database: database, safety: 'FULL')
                waitUntilSynchronized(database: database, mirror: mirror, minutes: 30)
                setWitness(database: database, partner: mirror, witness: witness, address: "TCP://${witnessAddress}:${port}")
            } else {
                removeWitness database
                setSafety(database: database, safety: mode == 'high-safety' ? 'FULL' : 'OFF')
            }
        }
    }
}
