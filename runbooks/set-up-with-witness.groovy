// Sets up database mirroring with a witness: high safety with automatic failover, with certificates in all six directions.
// It is the documented example with its note on a witness carried out: every host proves itself to both others.
// Assumes: all three hosts are connected with a login in sysadmin, the database is on the principal, not on the mirror.

title 'Set up database mirroring with a witness'

Host principal = host('principal', 'HOST_A', 'starts as the principal')
Host mirror = host('mirror', 'HOST_B', 'starts as the mirror')
Host witness = host('witness', 'HOST_W', 'sees to it that one of them serves')
String database = text('database', 'AdventureWorks', 'the database to be mirrored')

String principalAddress = text('principalAddress', "${principal}", 'network name of the principal, as the others reach it')
String mirrorAddress = text('mirrorAddress', "${mirror}", 'network name of the mirror, as the others reach it')
String witnessAddress = text('witnessAddress', "${witness}", 'network name of the witness, as the others reach it')
int port = number('port', 7024, 1024, 32767, 'listener port of the three endpoints')
String endpoint = text('endpoint', 'Endpoint_Mirroring', 'name of the three endpoints')

String certificates = choice('certificates', ['connection', 'files'], 'how the public certificates travel')
String certificateFolder = folder('certificateFolder', 'C:\\', 'folder for certificate files, on all hosts')
String backupFolder = folder('backupFolder', 'C:\\', 'folder for backup files, on both partners; a share; or the URL of a container')

List<Host> all = [principal, mirror, witness]

summary "principal ${principal}   mirror ${mirror}   witness ${witness}   database ${database}   port ${port}   safety FULL"

stage('Outbound connections') {
    for (Host own in all) {
        on(own) {
            createMasterKey(password: secret('masterkey'))
            createCertificate(name: "${own}_cert", subject: "${own} certificate for database mirroring")
            createEndpoint(name: endpoint, port: port, certificate: "${own}_cert",
                encryption: 'REQUIRED ALGORITHM AES', role: own == witness ? 'WITNESS' : 'PARTNER')
            if (certificates == 'files') {
                backUpCertificate(name: "${own}_cert", file: "${certificateFolder}${own}_cert.cer", forHosts: all - own)
                for (Host peer in all - own) {
                    copyCertificate(name: "${own}_cert", file: "${certificateFolder}${own}_cert.cer", to: peer)
                }
            }
        }
    }
}

stage('Inbound connections') {
    for (Host own in all) {
        on(own) {
            for (Host peer in all - own) {
                createLogin(name: "${peer}_login", password: generated())
                createUser(name: "${peer}_user", login: "${peer}_login")
                importCertificate(name: "${peer}_cert", user: "${peer}_user", of: peer,
                    file: certificates == 'files' ? "${certificateFolder}${peer}_cert.cer" : '')
                grantConnect(endpoint: endpoint, login: "${peer}_login")
            }
        }
    }
}

stage('Mirror database') {
    on(principal) {
        requireRoom(database: database, folder: backupFolder, mirror: mirror)
        seeLogBackups(database: database, file: "${backupFolder}${database}.trn", mirror: mirror)
        if (backupFolder.startsWith('https://')) {
            createCredential(container: backupFolder, signature: existing('signature'))
        }
        useFullRecovery database
        backUpDatabase(database: database, file: "${backupFolder}${database}.bak", forMirror: mirror)
        backUpLog(database: database, file: "${backupFolder}${database}.trn", forMirror: mirror)
        copyBackup(database: database, file: "${backupFolder}${database}.bak", to: mirror)
        copyBackup(database: database, file: "${backupFolder}${database}.trn", to: mirror)
    }
    on(mirror) {
        if (backupFolder.startsWith('https://')) {
            createCredential(container: backupFolder, signature: existing('signature'))
        }
        restoreDatabase(database: database, file: "${backupFolder}${database}.bak", from: principal)
        restoreLog(database: database, file: "${backupFolder}${database}.trn", from: principal)
    }
}

stage('Mirroring partners and witness') {
    on(mirror) {
        setPrincipal(database: database, partner: principal, address: "TCP://${principalAddress}:${port}")
    }
    on(principal) {
        setMirror(database: database, partner: mirror, address: "TCP://${mirrorAddress}:${port}")
        setSafety(database: database, safety: 'FULL')
        waitUntilSynchronized(database: database, mirror: mirror, minutes: 5)
        setWitness(database: database, partner: mirror, witness: witness, address: "TCP://${witnessAddress}:${port}")
    }
}
