// Mirrors more databases between two hosts that trust each other already; several at once: databases=Sales,Stock.
// It is the third and the fourth stage of the documented example for each of them.
// Assumes: the endpoints and the trust of set-up-mirroring, the databases on the principal and not on the mirror.

title 'Mirror more databases of a pair'

Host principal = host('principal', 'HOST_A', 'starts as the principal of these databases')
Host mirror = host('mirror', 'HOST_B', 'starts as their mirror')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be mirrored, parted by commas')

String principalAddress = text('principalAddress', "${principal}", 'network name of the principal, as the mirror reaches it')
String mirrorAddress = text('mirrorAddress', "${mirror}", 'network name of the mirror, as the principal reaches it')
int port = number('port', 7024, 1024, 32767, 'listener port of both endpoints')
String backupFolder = folder('backupFolder', 'C:\\', 'folder for backup files, on both hosts; a share; or the URL of a container')
String safety = choice('safety', ['OFF', 'FULL'], 'transaction safety: OFF is high performance, FULL is high safety')

summary "principal ${principal}   mirror ${mirror}   databases ${databases}   safety ${safety}"

stage('Endpoints and trust') {
    on(principal) {
        startEndpoint()
        requireTrust mirror
    }
    on(mirror) {
        startEndpoint()
        requireTrust principal
    }
}

if (backupFolder.startsWith('https://')) {
    stage('Container of the backups') {
        for (Host own in [principal, mirror]) {
            on(own) {
                createCredential(container: backupFolder, signature: existing('signature'))
            }
        }
    }
}

stage('Mirror the databases') {
    for (String database in databases) {
        on(principal) {
            requireRoom(database: database, folder: backupFolder, mirror: mirror)
            seeLogBackups(database: database, file: "${backupFolder}${database}.trn", mirror: mirror)
            useFullRecovery database
            backUpDatabase(database: database, file: "${backupFolder}${database}.bak", forMirror: mirror)
            backUpLog(database: database, file: "${backupFolder}${database}.trn", forMirror: mirror)
            copyBackup(database: database, file: "${backupFolder}${database}.bak", to: mirror)
            copyBackup(database: database, file: "${backupFolder}${database}.trn", to: mirror)
        }
        on(mirror) {
            restoreDatabase(database: database, file: "${backupFolder}${database}.bak", from: principal)
            restoreLog(database: database, file: "${backupFolder}${database}.trn", from: principal)
            setPrincipal(database: database, partner: principal, address: "TCP://${principalAddress}:${port}")
        }
        on(principal) {
            setMirror(database: database, partner: mirror, address: "TCP://${mirrorAddress}:${port}")
            waitUntilSynchronized(database: database, mirror: mirror, minutes: 5)
            setSafety(database: database, safety: safety)
        }
    }
}
