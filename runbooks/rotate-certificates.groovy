// Gives one host's endpoint a new certificate while its sessions go on: its peers learn it first, the old one goes last.
// Run it once for each host; the new certificate needs a name of its own each time. Links are made anew, which takes seconds.
// Assumes: the hosts are connected and trust each other with the names of set-up-mirroring; peers names partner and witness.

title 'Rotate the certificate of a host'

Host own = host('host', 'HOST_A', 'gets a new certificate')
List<Host> peers = hosts('peers', 'HOST_B', 'have to believe it: its partners and witnesses, parted by commas')
List<Host> partner = optionalHost('partner', 'HOST_B', 'its partner in the sessions; a witness has none')
List<String> databases = names('databases', 'AdventureWorks', 'the databases that are mirrored with it, parted by commas')
String before = text('before', "${own}_cert", 'name of the certificate that the endpoint uses now')
String after = text('after', "${own}_cert_2", 'name of the new certificate')
String until = text('until', 'in a year', 'last day of the new certificate, such as 2029-12-31')

summary "${own}: ${before} becomes ${after}   peers ${peers}   databases ${databases}"

stage('Look before') {
    for (Host peer in peers) {
        on(peer) {
            requireTrust own
        }
    }
    on(own) {
        for (Host other in partner) {
            for (String database in databases) {
                requireMirrored(database: database, with: other)
            }
        }
    }
}

stage('The peers learn the new certificate') {
    on(own) {
        createCertificate(name: after, subject: "${own} certificate for database mirroring", until: until == 'in a year' ? '' : until)
    }
    for (Host peer in peers) {
        on(peer) {
            importCertificate(name: after, user: "${own}_user", of: own)
        }
    }
}

stage('The endpoint uses it') {
    on(own) {
        useCertificate(name: after, knownTo: peers)
        waitUntilUnused(name: before, knownTo: peers)
        for (Host other in partner) {
            for (String database in databases) {
                waitUntilSynchronized(database: database, mirror: other, minutes: 5)
            }
        }
    }
}

stage('The old one goes') {
    for (Host peer in peers) {
        on(peer) {
            dropCertificate before
        }
    }
    on(own) {
        dropCertificate before
    }
}
