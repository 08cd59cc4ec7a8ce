// Moves a mirrored database to a basic availability group on the same endpoints, certificates, logins and grants; the copy stays.
// It first looks whether both hosts can have groups, and tells what of the mirroring will not carry over. Until then nothing changes.
// Assumes: SQL Server 2016 or newer with availability groups enabled, on nodes of one failover cluster.

title 'Move a mirrored database to a basic availability group'

Host principal = host('principal', 'HOST_A', 'is the principal, and becomes the primary replica')
Host mirror = host('mirror', 'HOST_B', 'is the mirror, and becomes the secondary replica')
String database = text('database', 'AdventureWorks', 'the mirrored database')
String group = text('group', "${database}_group", 'name of the availability group')
String failover = choice('failover', ['automatic', 'manual'], 'automatic: synchronous commit; manual: asynchronous commit')
String principalAddress = text('principalAddress', "${principal}", 'network name of the principal, as the mirror reaches it')
String mirrorAddress = text('mirrorAddress', "${mirror}", 'network name of the mirror, as the principal reaches it')
int port = number('port', 7024, 1024, 32767, 'listener port of both endpoints')
String backupFolder = folder('backupFolder', 'C:\\', 'folder for backup files, on both hosts')

summary "${database} of ${principal} and ${mirror}: mirroring becomes the availability group ${group}, ${failover} failover"

stage('What will not carry over') {
    on(principal) {
        requireAvailabilityGroups()
        seeWhatCarriesOver database
        note 'A basic group has one database and two replicas; the secondary takes no readers, no backups and no integrity checks.'
    }
    on(mirror) {
        requireAvailabilityGroups()
    }
}

stage('Mirroring ends') {
    on(principal) {
        removeWitness database
        endMirroring(database: database, partner: mirror)
    }
}

stage('Availability group') {
    on(principal) {
        // the copy goes on from here: it needs a log backup that reaches beyond where mirroring left it
        backUpLog(database: database, file: "${backupFolder}${database}_group.trn", forMirror: mirror)
        copyBackup(database: database, file: "${backupFolder}${database}_group.trn", to: mirror)
    }
    on(mirror) {
        restoreLog(database: database, file: "${backupFolder}${database}_group.trn", from: principal)
    }
    on(principal) {
        createAvailabilityGroup(name: group, database: database, secondary: mirror, failover: failover,
            address: "TCP://${principalAddress}:${port}", secondaryAddress: "TCP://${mirrorAddress}:${port}")
    }
    on(mirror) {
        joinAvailabilityGroup(name: group, database: database, primary: principal)
        note 'Clients need a listener, or both names with MultiSubnetFailover: the failover partner of mirroring is no more.'
    }
}
