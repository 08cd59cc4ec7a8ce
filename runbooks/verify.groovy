// Looks whether a pair is as it should be, and changes nothing: plan verify lists everything, run verify stops at the first fault.
// It looks at the endpoints, the trust in both directions, how long the certificates last, and the sessions.
// Assumes: both hosts are connected; either may be the principal.

title 'Verify a mirrored pair'

Host one = host('principal', 'HOST_A', 'one partner')
Host other = host('mirror', 'HOST_B', 'the other partner')
List<String> databases = names('databases', 'AdventureWorks', 'the mirrored databases, parted by commas')
int days = number('days', 30, 0, 3650, 'how long the certificates are to last at least')

summary "${one} and ${other}   databases ${databases}   certificates for ${days} days"

stage('Endpoints') {
    on(one) {
        guard(title: 'The endpoint is started', otherwise: "the database mirroring endpoint of ${one} is not there or not started",
            check: "SELECT COUNT(*) FROM sys.database_mirroring_endpoints WHERE state_desc = N'STARTED'", next: "endpoint start --on ${one}")
        requireLastingCertificate days
    }
    on(other) {
        guard(title: 'The endpoint is started', otherwise: "the database mirroring endpoint of ${other} is not there or not started",
            check: "SELECT COUNT(*) FROM sys.database_mirroring_endpoints WHERE state_desc = N'STARTED'", next: "endpoint start --on ${other}")
        requireLastingCertificate days
    }
}

stage('Trust') {
    on(one) {
        requireTrust other
    }
    on(other) {
        requireTrust one
    }
}

stage('Sessions') {
    on(one) {
        for (String database in databases) {
            requireMirrored(database: database, with: other)
        }
    }
}
