// Sets up database mirroring between two hosts that do not trust each other's Windows domain, with certificates.
// It follows "Example: Setting Up Database Mirroring Using Certificates (Transact-SQL)", stage by stage.
// Assumes: both hosts are connected with a login in sysadmin, the database is on the principal, not on the mirror.

title 'Set up database mirroring with certificates'

Host principal = host('principal', 'HOST_A', 'starts as the principal')
Host mirror = host('mirror', 'HOST_B', 'starts as the mirror')
String database = text('database', 'AdventureWorks', 'the database to be mirrored')

String principalAddress = text('principalAddress', "${principal}", 'network name of the principal, as the mirror reaches it')
String mirrorAddress = text('mirrorAddress', "${mirror}", 'network name of the mirror, as the principal reaches it')
int port = number('port', 7024, 1024, 32767, 'listener port of both endpoints')
String endpoint = text('endpoint', 'Endpoint_Mirroring', 'name of both endpoints')

String certificates = choice('certificates', ['connection', 'files'], 'how the public certificates travel')
String certificateFolder = folder('certificateFolder', 'C:\\', 'folder for certificate files, on both hosts')
String backupFolder = folder('backupFolder', 'C:\\', 'folder for backup files, on both hosts; a share; or the URL of a container')
String safety = choice('safety', ['OFF', 'FULL'], 'transaction safety: OFF is high performance, FULL is high safety')

String principalFile = certificates == 'files' ? "${certificateFolder}${principal}_cert.cer" : ''
String mirrorFile = certificates == 'files' ? "${certificateFolder}${mirror}_cert.cer" : ''

summary "principal ${principal}   mirror ${mirror}   database ${database}   port ${port}   safety ${safety}"

stage('Outbound connections') {
    on(principal) {
        createMasterKey(password: secret('masterkey'))
        createCertificate(name: "${principal}_cert", subject: "${principal} certificate for database mirroring")
        createEndpoint(name: endpoint, port: port, certificate: "${principal}_cert",
            encryption: 'REQUIRED ALGORITHM AES', role: 'ALL')
        if (certificates == 'files') {
            backUpCertificate(name: "${principal}_cert", file: principalFile, forHosts: [mirror])
            copyCertificate(name: "${principal}_cert", file: principalFile, to: mirror)
        }
    }
    on(mirror) {
        createMasterKey(password: secret('masterkey'))
        createCertificate(name: "${mirror}_cert", subject: "${mirror} certificate for database mirroring")
        createEndpoint(name: endpoint, port: port, certificate: "${mirror}_cert",
            encryption: 'REQUIRED ALGORITHM AES', role: 'ALL')
        if (certificates == 'files') {
            backUpCertificate(name: "${mirror}_cert", file: mirrorFile, forHosts: [principal])
            copyCertificate(name: "${mirror}_cert", file: mirrorFile, to: principal)
        }
    }
}

stage('Inbound connections') {
    on(principal) {
        createLogin(name: "${mirror}_login", password: generated())
        createUser(name: "${mirror}_user", login: "${mirror}_login")
        importCertificate(name: "${mirror}_cert", user: "${mirror}_user", of: mirror, file: mirrorFile)
        grantConnect(endpoint: endpoint, login: "${mirror}_login")
    }
    on(mirror) {
        createLogin(name: "${principal}_login", password: generated())
        createUser(name: "${principal}_user", login: "${principal}_login")
        importCertificate(name: "${principal}_cert", user: "${principal}_user", of: principal, file: principalFile)
        grantConnect(endpoint: endpoint, login: "${principal}_login")
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

stage('Mirroring partners') {
    on(mirror) {
        setPrincipal(database: database, partner: principal, address: "TCP://${principalAddress}:${port}")
    }
    on(principal) {
        setMirror(database: database, partner: mirror, address: "TCP://${mirrorAddress}:${port}")
        waitUntilSynchronized(database: database, mirror: mirror, minutes: 5)
        setSafety(database: database, safety: safety)
    }
}
