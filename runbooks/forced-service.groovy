// Makes the mirror serve when the principal is lost and cannot be asked. What the principal had not sent is lost.
// Later, when the old principal is back: afterwards=resume accepts the loss and mirrors to it, afterwards=separate keeps both copies.
// Assumes: the mirror is connected; clients cannot reach the old principal, or two hosts may take changes at once.

title 'Force service on the mirror'

Host mirror = host('mirror', 'HOST_B', 'is to serve')
List<String> databases = names('databases', 'AdventureWorks', 'the databases that are to be served, parted by commas')
String afterwards = choice('afterwards', ['wait', 'resume', 'separate'], 'what becomes of the old principal, once it is back')

summary "${mirror} serves ${databases} although its principal is lost   old principal: ${afterwards}"

stage('Force service') {
    on(mirror) {
        note 'Stop clients from reaching the old principal first: without a witness it may still take changes.'
        for (String database in databases) {
            seeLoss database
            forceService database
        }
    }
}

if (afterwards == 'resume') {
    Host old = host('principal', 'HOST_A', 'was the principal and is back')
    stage('Mirror to the old principal') {
        on(mirror) {
            note "What ${old} took that is not here is rolled back now: look through it first, or choose afterwards=separate."
            for (String database in databases) {
                resumeMirroring database
                waitUntilSynchronized(database: database, mirror: old, minutes: 30)
            }
        }
    }
}

if (afterwards == 'separate') {
    Host old = host('principal', 'HOST_A', 'was the principal and is back')
    stage('Part the two copies') {
        on(mirror) {
            for (String database in databases) {
                endMirroring(database: database, partner: old)
            }
        }
        on(old) {
            note 'The copy here can be recovered and looked through for what the other one lacks.'
            for (String database in databases) {
                endMirroring(database: database, partner: mirror)
                recoverDatabase database
            }
        }
    }
}
