// Makes the mirror's copies of databases: full backup, log backup, transfer, restore WITH NORECOVERY. Files go to the mirror's own folders.
// It looks for what a restore does not bring: TRUSTWORTHY, the certificate of an encrypted database, the password of its own master key.
// Assumes: both hosts are connected, the databases are on the principal and not on the mirror. Next, soon: add-database.

title 'Prepare the mirror\'s copies of databases'

Host principal = host('principal', 'HOST_A', 'has the databases')
Host mirror = host('mirror', 'HOST_B', 'is to have their copies')
List<String> databases = names('databases', 'AdventureWorks', 'the databases to be copied, parted by commas')
String backupFolder = folder('backupFolder', 'C:\\', 'folder for backup files, on both hosts; a share; or the URL of a container')

summary "${mirror} gets restoring copies of ${databases} of ${principal}"

stage('What a restore does not bring') {
    on(mirror) {
        for (String database in databases) {
            // the certificate of an encrypted database comes first: without it the restore is refused
            requireReadable(database: database, from: principal)
            seeTrustworthy(database: database, from: principal)
        }
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

stage('Backup and transfer') {
    on(principal) {
        for (String database in databases) {
            requireRoom(database: database, folder: backupFolder, mirror: mirror)
            seeLogBackups(database: database, file: "${backupFolder}${database}.trn", mirror: mirror)
            useFullRecovery database
            backUpDatabase(database: database, file: "${backupFolder}${database}.bak", forMirror: mirror)
            backUpLog(database: database, file: "${backupFolder}${database}.trn", forMirror: mirror)
            copyBackup(database: database, file: "${backupFolder}${database}.bak", to: mirror)
            copyBackup(database: database, file: "${backupFolder}${database}.trn", to: mirror)
        }
    }
}

stage('Restore') {
    on(mirror) {
        for (String database in databases) {
            restoreDatabase(database: database, file: "${backupFolder}${database}.bak", from: principal)
            restoreLog(database: database, file: "${backupFolder}${database}.trn", from: principal)
        }
    }
}

stage('Master keys of the databases') {
    on(mirror) {
        for (String database in databases) {
            // done already where a database has no master key of its own, which is the usual case
            keepMasterKeyPassword(database: database, from: principal, password: existing('databasekey'))
        }
    }
}
