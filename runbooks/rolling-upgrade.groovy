// Upgrades a mirrored pair to a newer version with one short switch: first the mirror, then, after the switch, the former principal.
// The upgrades themselves are done by hand; the run waits for you and believes the version that the server tells.
// Assumes: all hosts are connected and mirrored in these roles, and a full backup and DBCC CHECKDB of each database are at hand.

title 'Upgrade a mirrored pair'

int version = number('version', 9, 99, 'the major version to upgrade to: 15 is SQL Server 2019, 16 is 2022, 17 is 2025')
Host principal = host('principal', 'HOST_A', 'is the principal before')
Host mirror = host('mirror', 'HOST_B', 'is the mirror before, and the principal afterwards')
List<Host> witness = optionalHost('witness', 'the witness that the sessions have')
List<String> databases = names('databases', 'AdventureWorks', 'all mirrored databases of the pair, parted by commas')
String safety = choice('safety', ['FULL', 'OFF'], 'transaction safety afterwards, without a witness: OFF where it was OFF before')
String witnessAddress = text('witnessAddress', 'HOST_W', 'network name of the witness, as the partners reach it')
int port = number('port', 7024, 1024, 32767, 'listener port of the endpoint of the witness')

String told = "CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion'))"
String upgraded = "SELECT CASE WHEN CONVERT(int, LEFT(${told}, CHARINDEX('.', ${told}) - 1)) >= ${version} THEN 1 ELSE 0 END"

summary "${mirror} first, then ${principal}   databases ${databases}   version ${version}"

stage('Before') {
    on(principal) {
        note 'A full backup and DBCC CHECKDB of every database come first: a database that was upgraded does not go back.'
        for (String database in databases) {
            raiseSafety(database: database, mirror: mirror)
            // an instance that is being upgraded would be taken for lost, and the roles switched at a bad moment
            setWitnessAside(database: database, mirror: mirror)
            catchUp(database: database, mirror: mirror, minutes: 30)
        }
    }
}

stage('The mirror') {
    on(mirror) {
        manual(title: "Upgrade ${mirror} to version ${version}", check: upgraded,
            instructions: "Upgrade ${mirror} to version ${version} and start it again. ${principal} serves meanwhile, alone.")
    }
}

stage('Switch') {
    on(principal) {
        for (String database in databases) {
            catchUp(database: database, mirror: mirror, minutes: 60)
            switchRoles(database: database, to: mirror)
        }
    }
    on(mirror) {
        note "Until ${principal} is upgraded, too, the sessions are SUSPENDED: log does not flow to an older version. Run DBCC CHECKDB."
    }
}

stage('The former principal') {
    on(principal) {
        manual(title: "Upgrade ${principal} to version ${version}", check: upgraded,
            instructions: "Upgrade ${principal} to version ${version} and start it again. ${mirror} serves meanwhile, alone.")
    }
}

stage('Mirror again') {
    on(mirror) {
        for (String database in databases) {
            resumeMirroring database
            waitUntilSynchronized(database: database, mirror: principal, minutes: 60)
        }
    }
}

stage('Witness and safety') {
    for (Host third in witness) {
        on(third) {
            manual(title: "Upgrade ${third} to version ${version}", check: upgraded,
                instructions: "Upgrade the witness ${third} to version ${version} and start it again.")
        }
    }
    on(mirror) {
        for (String database in databases) {
            for (Host third in witness) {
                setWitness(database: database, partner: principal, witness: third, address: "TCP://${witnessAddress}:${port}")
            }
            if (witness.isEmpty()) {
                setSafety(database: database, safety: safety)
            }
        }
    }
}
