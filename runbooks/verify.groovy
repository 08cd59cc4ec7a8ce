// Looks whether a pair is as it should be, and changes nothing: plan verify lists everything, run verify stops at the first fault.
// It looks at the endpoints, the trust in every direction, how long the certificates last, the sessions, and the witness if there is one.
// Assumes: all hosts are connected; either partner may be the principal.

title 'Verify a mirrored pair'

Host one = host('principal', 'HOST_A', 'one partner')
Host other = host('mirror', 'HOST_B', 'the other partner')
List<Host> witness = optionalHost('witness', 'the witness that every session should have')
List<String> databases = names('databases', 'AdventureWorks', 'the mirrored databases, parted by commas')
int days = number('days', 30, 0, 3650, 'how long the certificates are to last at least')

List<Host> all = [one, other] + witness

summary "${one} and ${other}   witness ${witness}   databases ${databases}   certificates for ${days} days"

stage('Endpoints') {
    for (Host own in all) {
        on(own) {
            guard(title: 'The endpoint is started', otherwise: "the database mirroring endpoint of ${own} is not there or not started",
                check: "SELECT COUNT(*) FROM sys.database_mirroring_endpoints WHERE state_desc = N'STARTED'", next: "endpoint start --on ${own}")
            requireLastingCertificate days
        }
    }
}

stage('Trust') {
    for (Host own in all) {
        on(own) {
            for (Host peer in all - own) {
                requireTrust peer
            }
        }
    }
}

stage('Sessions') {
    on(one) {
        for (String database in databases) {
            requireMirrored(database: database, with: other)
        }
    }
}

stage('Witness') {
    for (Host third in witness) {
        for (Host partner in [one, other]) {
            on(partner) {
                // a witness that is not connected cannot help to a failover, and counts against quorum
                guard(title: "The witness ${third} is connected in all ${databases.size()} sessions", next: 'quorum',
                    otherwise: "not every session on ${partner} is connected to its witness",
                    check: "SELECT CASE WHEN COUNT(*) >= ${databases.size()} THEN 1 ELSE 0 END FROM sys.database_mirroring WHERE mirroring_witness_state_desc = N'CONNECTED'")
            }
        }
    }
}
