// The T-SQL that the lab understands (tsql.md). What may be left out, repeated or combined beyond the shapes here is checked
// by the readers in mirrorsh.lab.sql.parse. No rule is left-recursive and every decision needs few tokens: depth of rules is
// depth of text, which the parser limits.
parser grammar TsqlGrammar;

options { tokenVocab = TsqlTokens; }

// ---------------------------------------------------------------- entry points

batch: ';'* ((statement | procedureCall) ';'* (statement ';'*)*)? EOF;

parameters: (parameter (',' parameter)*)? EOF;
parameter: VARIABLE AS? dataType (OUT | OUTPUT)?;

typeAlone: dataType EOF;

// ---------------------------------------------------------------- statements

statement
    : withClause? (query | insertStatement | updateStatement | deleteStatement)      # dataStatement
    | CREATE TABLE objectName tableElements (ON identifier)?                         # createTable
    | DROP TABLE ifExists? objectName (',' objectName)*                              # dropTable
    | TRUNCATE TABLE objectName                                                      # truncateTable
    | DECLARE declaration (',' declaration)*                                         # declare
    | DECLARE identifier ID? CURSOR ID* FOR query (FOR READ ONLY)?                   # declareCursor
    | (OPEN | CLOSE | DEALLOCATE) identifier                                         # cursorState
    | FETCH ((NEXT | FIRST | ID)? FROM)? identifier (INTO VARIABLE (',' VARIABLE)*)? # fetchCursor
    | GOTO plainIdentifier                                                           # gotoStatement
    | LABEL                                                                          # label
    | SET VARIABLE assignOperator value                                              # setVariable
    | SET TRANSACTION ISOLATION LEVEL isolationLevel                                 # setIsolation
    | SET setName (',' setName)* setValue                                            # setOption
    | IF condition statement (';'* ELSE statement)?                                  # ifStatement
    | WHILE condition statement                                                      # whileStatement
    | BEGIN block END                                                                # blockStatement
    | BEGIN TRY block? END TRY BEGIN CATCH block? END CATCH                          # tryStatement
    | BREAK                                                                          # breakStatement
    | CONTINUE                                                                       # continueStatement
    | RETURN value?                                                                  # returnStatement
    | PRINT value                                                                    # printStatement
    | RAISERROR '(' value (',' value)* ')' (WITH identifier (',' identifier)*)?      # raiseError
    | THROW (value ',' value ',' value)?                                             # throwStatement
    | WAITFOR (DELAY | TIME) value                                                   # waitFor
    | USE identifier                                                                 # useDatabase
    | BEGIN (TRAN | TRANSACTION) (identifier transactionMark?)?                      # beginTransaction
    | COMMIT ((TRAN | TRANSACTION) identifier? | WORK)? delayedDurability?           # commitTransaction
    | ROLLBACK ((TRAN | TRANSACTION) identifier? | WORK)?                            # rollbackTransaction
    | SAVE (TRAN | TRANSACTION) identifier                                           # saveTransaction
    | executeStatement                                                               # execute
    | keyStatement                                                                   # keys
    | certificateStatement                                                           # certificates
    | endpointStatement                                                              # endpoints
    | principalStatement                                                             # principals
    | permissionStatement                                                            # permissions
    | encryptionKeyStatement                                                         # encryptionKeys
    | availabilityStatement                                                          # availability
    | credentialStatement                                                            # credentials
    | databaseStatement                                                              # databases
    | backupStatement                                                                # backups
    | (EXEC | EXECUTE) AS (LOGIN | USER) '=' stringOrVariable                        # executeAs
    | REVERT                                                                         # revert
    | RECONFIGURE (WITH identifier)?                                                 # reconfigure
    | KILL (INTEGER | STRING) (WITH identifier)?                                     # kill
    | CHECKPOINT INTEGER?                                                            # checkpoint
    ;

block: ';'* (statement ';'*)+;
ifExists: IF EXISTS;
delayedDurability: WITH '(' DELAYED_DURABILITY '=' onOff ')';
onOff: ON | OFF;

isolationLevel: READ (UNCOMMITTED | COMMITTED) | REPEATABLE READ | SNAPSHOT | SERIALIZABLE;
setName: STATISTICS? plainIdentifier | ROWCOUNT | TEXTSIZE;
setValue: ON | OFF | '-'? (INTEGER | DECIMAL_NUMBER | FLOAT_NUMBER) | STRING | HEX | VARIABLE | identifier;
assignOperator: '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=';

declaration: VARIABLE AS? (TABLE tableElements | dataType ('=' value)?);

tableElements: '(' tableElement (',' tableElement)* ','? ')';
tableElement
    : (CONSTRAINT identifier)? PRIMARY KEY (CLUSTERED | NONCLUSTERED)? '(' keyColumn (',' keyColumn)* ')'    # keyElement
    | identifier dataType (COLLATE identifier)? columnOption*                                                # columnElement
    ;
keyColumn: identifier (ASC | DESC)?;
columnOption
    : NOT? NULL                                                             # nullability
    | IDENTITY ('(' INTEGER ',' INTEGER ')')?                               # identityColumn
    | (CONSTRAINT identifier)? PRIMARY KEY (CLUSTERED | NONCLUSTERED)?      # keyColumnOption
    | (CONSTRAINT identifier)? DEFAULT value                                # columnDefault
    ;

executeStatement
    : (EXEC | EXECUTE) '(' value ')'                        # executeText
    | (EXEC | EXECUTE) (VARIABLE '=')? procedureCall        # executeProcedure
    ;
procedureCall: objectName (procedureArgument (',' procedureArgument)*)? (WITH RECOMPILE)?;
procedureArgument: (VARIABLE '=')? argumentValue (OUT | OUTPUT)?;
argumentValue
    : ('-' | '+')? literal      # argumentLiteral
    | VARIABLE                  # argumentVariable
    | GLOBAL                    # argumentGlobal
    | DEFAULT                   # argumentDefault
    | identifier                # argumentWord
    ;

// ---------------------------------------------------------------- rows changed

insertStatement: INSERT INTO? target tableHints? columnList? outputClause? insertSource;
outputClause: OUTPUT selectItem (',' selectItem)* (INTO target columnList?)?;
insertSource
    : DEFAULT VALUES                                    # insertDefaults
    | VALUES valueRow (',' valueRow)* optionClause?     # insertValues
    | executeStatement                                  # insertExecute
    | query                                             # insertQuery
    ;
updateStatement
    : UPDATE topClause? target tableHints? SET assignment (',' assignment)* outputClause? (FROM tableSources)? whereClause? optionClause?;
assignment: (objectName | VARIABLE) assignOperator valueOrDefault;
deleteStatement: DELETE topClause? FROM? target tableHints? outputClause? (FROM tableSources)? whereClause? optionClause?;

target: objectName | VARIABLE;
columnList: '(' identifier (',' identifier)* ')';
valueRow: '(' valueOrDefault (',' valueOrDefault)* ')';
valueOrDefault: value | DEFAULT;

// ---------------------------------------------------------------- queries

withClause: WITH commonTable (',' commonTable)*;
commonTable: identifier columnList? AS '(' queryExpression orderClause? ')';

query: queryExpression orderClause? optionClause?;
queryExpression: queryTerm (setOperator queryTerm)*;
setOperator: UNION ALL? | EXCEPT;
queryTerm: queryPrimary (INTERSECT queryPrimary)*;
queryPrimary: selectSpecification | '(' queryExpression orderClause? ')';

// Begins with SELECT, so that it is told from an expression in parentheses by one word.
subquery: '(' firstTerm (setOperator queryTerm)* orderClause? ')';
firstTerm: selectSpecification (INTERSECT queryPrimary)*;

selectSpecification
    : SELECT (ALL | DISTINCT)? topClause? selectItem (',' selectItem)* (INTO objectName)? (FROM tableSources)? whereClause?
      groupClause? (HAVING condition)?;
whereClause: WHERE condition;
groupClause: GROUP BY groupItem (',' groupItem)* (WITH (ROLLUP | CUBE))?;
groupItem: rollup | GROUPING SETS '(' groupingSet (',' groupingSet)* ')' | groupElement;
groupingSet: setItem | '(' setItem (',' setItem)+ ')' | '(' ')';
setItem: rollup | value;
rollup: (ROLLUP | CUBE) '(' groupElement (',' groupElement)* ')';
groupElement: value | '(' value (',' value)+ ')' | '(' ')';
topClause: TOP (INTEGER | DECIMAL_NUMBER | FLOAT_NUMBER | '(' value ')') PERCENT? (WITH TIES)?;
selectItem
    : '*'                               # allColumns
    | qualifiedName '.' '*'             # columnsOfTable
    | VARIABLE assignOperator value     # assignmentItem
    | alias '=' value                   # namedItem
    | value (AS? alias)?                # valueItem
    ;
alias: identifier | STRING;
orderClause: ORDER BY orderItem (',' orderItem)* offsetClause?;
orderItem: value (ASC | DESC)?;
offsetClause: OFFSET value (ROW | ROWS) fetchClause?;
fetchClause: FETCH (FIRST | NEXT) value (ROW | ROWS) ONLY;

// Advice to the optimizer that the lab does not have.
optionClause: OPTION '(' hintText+ ')';
hintText: ~('(' | ')') | '(' hintText* ')';

tableSources: tableSource (',' tableSource)*;
tableSource: tablePrimary joinPart*;
joinPart
    : joinKind? JOIN tableSource ON condition      # conditionalJoin
    | CROSS JOIN tablePrimary                      # crossJoin
    | (CROSS | OUTER) APPLY tablePrimary           # applyJoin
    ;
joinKind: INNER joinHint? | (LEFT | RIGHT | FULL) OUTER? joinHint?;
joinHint: LOOP | HASH | MERGE | REMOTE;
tablePrimary
    : objectName tableHints? (AS? identifier)? tableHints?                                     # namedTable
    | VARIABLE (AS? identifier)?                                                               # variableTable
    | objectName '(' (valueOrDefault (',' valueOrDefault)*)? ')' (AS? identifier columnList?)? # functionTable
    | subquery AS? identifier columnList?                                                      # derivedTable
    | '(' VALUES valueRow (',' valueRow)* ')' AS? identifier columnList?                       # valuesTable
    | '(' tableSource ')'                                                                      # nestedTable
    ;
tableHints: WITH '(' tableHint (','? tableHint)* ')' | '(' bareHint (',' bareHint)* ')';
tableHint: bareHint | INDEX ('=' | '(') hintText+ ')'? | FORCESEEK;
bareHint
    : NOLOCK | READUNCOMMITTED | UPDLOCK | HOLDLOCK | ROWLOCK | TABLOCK | TABLOCKX | PAGLOCK | READPAST | XLOCK | NOWAIT
    | READCOMMITTED | READCOMMITTEDLOCK | REPEATABLEREAD | SERIALIZABLE | SNAPSHOT;

// ---------------------------------------------------------------- conditions and values

condition: conjunction (OR conjunction)*;
conjunction: negation (AND negation)*;
negation: NOT* predicate;
predicate: EXISTS subquery | value predicateTail?;
predicateTail
    : comparisonOperator value                                # comparison
    | comparisonOperator (ALL | ANY | SOME) subquery          # quantifiedComparison
    | IS NOT? NULL                                            # isNull
    | NOT? LIKE value (ESCAPE value)?                         # like
    | NOT? BETWEEN value AND value                            # between
    | NOT? IN (subquery | '(' value (',' value)* ')')         # in
    ;
comparisonOperator: '=' | '<' ('=' | '>')? | '>' '='? | '!' ('=' | '<' | '>');

value: term (('+' | '-' | '&' | '|' | '^') term)*;
term: factor (('*' | '/' | '%') factor)*;
factor: ('+' | '-' | '~')* primary (COLLATE identifier)*;
primary
    : literal                                                                   # literalValue
    | VARIABLE                                                                  # variable
    | GLOBAL                                                                    # globalVariable
    | '(' condition ')'                                                         # parentheses
    | subquery                                                                  # subqueryValue
    | CASE value? whenClause+ (ELSE value)? END                                 # caseValue
    | (CAST | TRY_CAST) '(' value AS dataType ')'                               # cast
    | (CONVERT | TRY_CONVERT) '(' dataType ',' value (',' value)? ')'           # convert
    | (CURRENT_TIMESTAMP | CURRENT_USER | SESSION_USER | SYSTEM_USER | USER)    # niladic
    | (LEFT | RIGHT | COALESCE | NULLIF) callSuffix                             # reservedCall
    | qualifiedName callSuffix?                                                 # nameOrCall
    ;
whenClause: WHEN condition THEN value;
callSuffix: '(' ('*' | (ALL | DISTINCT)? condition (',' condition)*)? ')' withinGroup? window?;
withinGroup: WITHIN GROUP '(' ORDER BY orderItem (',' orderItem)* ')';
window: OVER '(' (PARTITION BY value (',' value)*)? (ORDER BY orderItem (',' orderItem)*)? frame? ')';
frame: (ROWS | RANGE) (frameStart | BETWEEN frameBound AND frameBound);
frameStart: (UNBOUNDED | INTEGER) PRECEDING | CURRENT ROW;
frameBound: (UNBOUNDED | INTEGER) (PRECEDING | FOLLOWING) | CURRENT ROW;

literal: INTEGER | DECIMAL_NUMBER | FLOAT_NUMBER | STRING | HEX | MONEY | NULL;
dataType: typeName ('(' (INTEGER | identifier) (',' INTEGER)? ')')?;
typeName: DOUBLE PRECISION | NATIONAL? objectName VARYING?;

// ---------------------------------------------------------------- keys, tsql.md section 2

password: PASSWORD '=' STRING;

keyStatement
    : CREATE MASTER KEY (ENCRYPTION BY password)?                                               # createMasterKey
    | ALTER MASTER KEY FORCE? REGENERATE WITH ENCRYPTION BY password                            # regenerateMasterKey
    | ALTER MASTER KEY (ADD | DROP) ENCRYPTION BY (SERVICE MASTER KEY | password)               # changeMasterKey
    | OPEN MASTER KEY DECRYPTION BY password                                                    # openMasterKey
    | CLOSE MASTER KEY                                                                          # closeMasterKey
    | DROP MASTER KEY                                                                           # dropMasterKey
    | BACKUP MASTER KEY TO FILE '=' STRING ENCRYPTION BY password                               # backupMasterKey
    | RESTORE MASTER KEY FROM FILE '=' STRING DECRYPTION BY password ENCRYPTION BY password FORCE?  # restoreMasterKey
    | ALTER SERVICE MASTER KEY FORCE? REGENERATE                                                # alterServiceMasterKey
    | ALTER SERVICE MASTER KEY WITH identifier '=' STRING ',' identifier '=' STRING             # changeServiceAccount
    ;

encryptionKeyStatement
    : CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM '=' identifier encryptor                        # createEncryptionKey
    | ALTER DATABASE ENCRYPTION KEY (REGENERATE WITH ALGORITHM '=' identifier)? encryptor?          # alterEncryptionKey
    | DROP DATABASE ENCRYPTION KEY                                                                  # dropEncryptionKey
    ;
encryptor: ENCRYPTION BY SERVER (CERTIFICATE | ASYMMETRIC KEY) identifier;

// ---------------------------------------------------------------- certificates, tsql.md section 3

certificateStatement
    : CREATE CERTIFICATE identifier (AUTHORIZATION identifier)? certificateSource activeForDialog?      # createCertificate
    | ALTER CERTIFICATE identifier (REMOVE PRIVATE KEY | WITH privateKey | WITH activeForDialog)        # alterCertificate
    | DROP CERTIFICATE identifier                                                                       # dropCertificate
    | BACKUP CERTIFICATE identifier TO FILE '=' STRING (WITH certificateFormat? privateKey)?            # backupCertificate
    ;
activeForDialog: ACTIVE FOR BEGIN_DIALOG '=' onOff;
certificateSource
    : FROM ASSEMBLY identifier                                                     # certificateOfAssembly
    | FROM EXECUTABLE? FILE '=' STRING (WITH certificateFormat? privateKey)?       # certificateFromFile
    | FROM BINARY '=' HEX (WITH privateKey)?                                       # certificateFromBinary
    | (ENCRYPTION BY password)? WITH certificateOption (',' certificateOption)*    # generatedCertificate
    ;
certificateFormat: FORMAT '=' STRING ',';
certificateOption: (SUBJECT | START_DATE | EXPIRY_DATE) '=' STRING;
privateKey: PRIVATE KEY '(' privateKeyOption (',' privateKeyOption)* ')';
privateKeyOption: FILE '=' STRING | BINARY '=' HEX | (DECRYPTION | ENCRYPTION) BY password;

// ---------------------------------------------------------------- endpoints, tsql.md section 4

endpointStatement
    : CREATE ENDPOINT identifier (AUTHORIZATION identifier)? endpointState? tcpOptions mirroringOptions     # createEndpoint
    | ALTER ENDPOINT identifier endpointState? tcpOptions? mirroringOptions?                                # alterEndpoint
    | DROP ENDPOINT identifier                                                                              # dropEndpoint
    ;
endpointState: STATE '=' identifier;
tcpOptions: AS TCP '(' tcpOption (',' tcpOption)* ')';
tcpOption
    : LISTENER_PORT '=' INTEGER                                                            # listenerPort
    | LISTENER_IP '=' (ALL | '(' STRING ')' | '(' (INTEGER | DECIMAL_NUMBER | '.')+ ')')   # listenerIp
    ;
mirroringOptions: FOR (DATABASE_MIRRORING | DATA_MIRRORING) '(' mirroringOption (',' mirroringOption)* ')';
mirroringOption: AUTHENTICATION '=' authentication | ENCRYPTION '=' endpointEncryption | ROLE '=' (WITNESS | PARTNER | ALL);
authentication: windowsMethod (CERTIFICATE identifier)? | CERTIFICATE identifier windowsMethod?;
windowsMethod: WINDOWS (NTLM | KERBEROS | NEGOTIATE)?;
endpointEncryption: DISABLED | (SUPPORTED | REQUIRED) (ALGORITHM algorithm algorithm?)?;
algorithm: AES | RC4;

// ---------------------------------------------------------------- logins, users and roles, tsql.md section 5

principalStatement
    : CREATE LOGIN identifier WITH loginPassword (',' loginOption)*                                 # createLogin
    | CREATE LOGIN identifier FROM loginSource                                                      # createLoginFrom
    | ALTER LOGIN identifier (ENABLE | DISABLE | WITH loginOption (',' loginOption)*)               # alterLogin
    | ALTER LOGIN identifier (ADD | DROP) CREDENTIAL identifier                                     # alterLoginCredential
    | DROP LOGIN identifier                                                                         # dropLogin
    | CREATE USER identifier userSource? (WITH userOption (',' userOption)*)?                       # createUser
    | ALTER USER identifier WITH userOption (',' userOption)*                                       # alterUser
    | DROP USER ifExists? identifier                                                                # dropUser
    | ALTER SERVER? ROLE identifier (ADD | DROP) MEMBER identifier                                  # alterRole
    ;
loginSource
    : WINDOWS (WITH loginOption (',' loginOption)*)?
    | CERTIFICATE identifier
    | ASYMMETRIC KEY identifier;
loginPassword: PASSWORD '=' (STRING | HEX HASHED) (OLD_PASSWORD '=' STRING | (MUST_CHANGE | UNLOCK)*);
loginOption
    : loginPassword
    | SID '=' HEX
    | (DEFAULT_DATABASE | DEFAULT_LANGUAGE | NAME | CREDENTIAL) '=' identifier
    | (CHECK_POLICY | CHECK_EXPIRATION) '=' onOff
    | NO CREDENTIAL;
userSource: (FOR | FROM) (LOGIN identifier | CERTIFICATE identifier | ASYMMETRIC KEY identifier) | WITHOUT LOGIN;
userOption
    : (NAME | DEFAULT_SCHEMA | LOGIN | DEFAULT_LANGUAGE) '=' (identifier | NULL)
    | password (OLD_PASSWORD '=' STRING)?;

// ---------------------------------------------------------------- permissions, tsql.md section 6

permissionStatement
    : (GRANT | DENY) permission (',' permission)* (ON securable)? TO principal (',' principal)* (WITH GRANT OPTION)? CASCADE?
      (AS identifier)?                                                                              # grant
    | REVOKE (GRANT OPTION FOR)? permission (',' permission)* (ON securable)? (FROM | TO) principal (',' principal)* CASCADE?
      (AS identifier)?                                                                              # revoke
    | ALTER AUTHORIZATION ON securable TO (identifier | SCHEMA identifier)                          # alterAuthorization
    ;
permission: permissionWord+ columnList?;
permissionWord
    : ID | word | ALL | ALTER | ANY | AUTHORIZATION | BACKUP | BULK | CHECKPOINT | CREATE | DATABASE | DEFAULT | DELETE | EXEC
    | EXECUTE | EXTERNAL | FUNCTION | INSERT | KEY | KILL | PROCEDURE | REFERENCES | RESTORE | RULE | SCHEMA | SELECT
    | SHUTDOWN | STATISTICS | TABLE | TRIGGER | UPDATE | USER | VIEW;
securable: (securableWord+ '::')? objectName;
securableWord: ID | word | DATABASE | USER | SCHEMA | KEY;
principal: identifier | PUBLIC;

// ---------------------------------------------------------------- databases and mirroring, tsql.md section 7

databaseStatement
    : CREATE DATABASE identifier (CONTAINMENT '=' identifier)? dataFiles? logFiles? (COLLATE identifier)?   # createDatabase
    | DROP DATABASE ifExists? identifier (',' identifier)*                                          # dropDatabase
    | ALTER DATABASE identifier SET mirroringChange                                                 # alterMirroring
    | ALTER DATABASE identifier SET databaseOption (',' databaseOption)* (WITH termination)?        # alterDatabaseOptions
    | ALTER DATABASE identifier ADD LOG? FILE fileSpecification (',' fileSpecification)*            # addFiles
    | ALTER DATABASE identifier MODIFY NAME '=' identifier                                          # renameDatabase
    ;
dataFiles: ON PRIMARY? fileSpecification (',' fileSpecification)*;
logFiles: LOG ON fileSpecification (',' fileSpecification)*;
fileSpecification: '(' fileOption (',' fileOption)* ')';
fileOption: NAME '=' alias | FILENAME '=' STRING | ID '=' (INTEGER (ID | '%')? | ID);
mirroringChange
    : PARTNER '=' STRING                                                                # setPartner
    | PARTNER (FAILOVER | FORCE_SERVICE_ALLOW_DATA_LOSS | OFF | RESUME | SUSPEND)       # changePartner
    | PARTNER SAFETY (FULL | OFF)                                                       # setSafety
    | PARTNER TIMEOUT INTEGER                                                           # setTimeout
    | WITNESS '=' STRING                                                                # setWitness
    | WITNESS OFF                                                                       # witnessOff
    ;
databaseOption: plainIdentifier ('='? (ON | OFF | FULL | plainIdentifier | INTEGER plainIdentifier?))?;
termination: ROLLBACK AFTER INTEGER SECONDS? | ROLLBACK IMMEDIATE | NO_WAIT;

// ---------------------------------------------------------------- availability groups, which share the endpoint

availabilityStatement
    : CREATE AVAILABILITY GROUP identifier groupOptions? FOR (DATABASE identifier (',' identifier)*)?
      REPLICA ON replica (',' replica)*                                                             # createGroup
    | ALTER AVAILABILITY GROUP identifier JOIN                                                      # joinGroup
    | ALTER AVAILABILITY GROUP identifier (ADD | REMOVE) DATABASE identifier                        # changeGroup
    | DROP AVAILABILITY GROUP identifier                                                            # dropGroup
    | ALTER DATABASE identifier SET HADR AVAILABILITY GROUP '=' identifier                          # joinDatabase
    | ALTER DATABASE identifier SET HADR OFF                                                        # leaveGroup
    ;
groupOptions: WITH '(' groupOption (',' groupOption)* ')';
groupOption: plainIdentifier ('=' groupValue)?;
groupValue: STRING | INTEGER | ON | OFF | ALL | PRIMARY | plainIdentifier;
replica: STRING WITH '(' replicaOption (',' replicaOption)* ')';
replicaOption: groupOption | plainIdentifier '(' groupOption (',' groupOption)* ')';

// ---------------------------------------------------------------- credentials, which the URL device needs

credentialStatement
    : (CREATE | ALTER) CREDENTIAL identifier WITH IDENTITY '=' STRING (',' SECRET '=' STRING)?      # writeCredential
    | DROP CREDENTIAL identifier                                                                    # dropCredential
    ;

// ---------------------------------------------------------------- backup and restore, tsql.md sections 8 and 9

backupStatement
    : BACKUP (DATABASE | LOG) databaseName TO device (',' device)* backupOptions?                   # backup
    | RESTORE (DATABASE | LOG) databaseName (FROM device (',' device)*)? backupOptions?             # restore
    | RESTORE (FILELISTONLY | HEADERONLY | LABELONLY | VERIFYONLY) FROM device (',' device)* backupOptions?     # restoreInfo
    ;
databaseName: identifier | VARIABLE;
device: (DISK | TAPE | URL) '=' stringOrVariable | identifier | VARIABLE;
stringOrVariable: STRING | VARIABLE;
backupOptions: WITH backupOption (',' backupOption)*;
backupOption
    : MOVE stringOrVariable TO stringOrVariable                                                     # moveFile
    | ENCRYPTION '(' ALGORITHM '=' identifier ',' SERVER CERTIFICATE '=' identifier ')'             # backupEncryption
    | (plainIdentifier | FILE) ('=' (INTEGER | STRING | VARIABLE))?                                 # namedOption
    ;

transactionMark: WITH ID STRING?;

// ---------------------------------------------------------------- names

objectName: identifier ('.'+ identifier)*;
// Where an expression may stand, CAST and TRY_CAST are the functions.
qualifiedName: firstPart ('.'+ identifier)*;
firstPart: plainIdentifier | PARTNER | WITNESS;
identifier: plainIdentifier | PARTNER | WITNESS | CAST | TRY_CAST;
plainIdentifier: ID | BRACKETED | QUOTED | plainWord;
word: plainWord | PARTNER | WITNESS | CAST | TRY_CAST;
plainWord
    : ACTIVE | AES | AFTER | ALGORITHM | APPLY | ASSEMBLY | ASYMMETRIC | AUTHENTICATION | AVAILABILITY | BEGIN_DIALOG | BINARY | CATCH
    | CERTIFICATE | CHECK_EXPIRATION | CHECK_POLICY | COMMITTED | CONTAINMENT | CREDENTIAL | CUBE | DATABASE_MIRRORING
    | DATA_MIRRORING | DECRYPTION | DEFAULT_DATABASE | DEFAULT_LANGUAGE | DEFAULT_SCHEMA | DELAY | DELAYED_DURABILITY
    | DISABLE | DISABLED | ENABLE | ENCRYPTION | ENDPOINT | EXECUTABLE | EXPIRY_DATE | FAILOVER | FILELISTONLY | FILENAME
    | FIRST | FOLLOWING | FORCE | FORCESEEK | FORCE_SERVICE_ALLOW_DATA_LOSS | FORMAT | GROUPING | HADR | HASH | HASHED | HEADERONLY | IMMEDIATE
    | ISOLATION | KERBEROS | LABELONLY | LEVEL | LISTENER_IP | LISTENER_PORT | LOG | LOGIN | LOOP | MASTER | MEMBER | MODIFY
    | MOVE | MUST_CHANGE | NAME | NEGOTIATE | NEXT | NO | NOLOCK | NOWAIT | NO_WAIT | NTLM | OFFSET | OLD_PASSWORD | ONLY
    | OUT | OUTPUT | PAGLOCK | PARTITION | PASSWORD | PRECEDING | PRECISION | PRIVATE | RANGE | RC4 | READCOMMITTED | READCOMMITTEDLOCK | READPAST
    | READUNCOMMITTED | RECOMPILE | REGENERATE | REMOTE | REMOVE | REPEATABLE | REPEATABLEREAD | REPLICA | REQUIRED | RESUME | ROLE | ROLLUP
    | ROW | ROWLOCK | ROWS | SAFETY | SECONDS | SECRET | SERIALIZABLE | SERVER | SERVICE | SETS | SID | SNAPSHOT | START_DATE | STATE
    | SUBJECT | SUPPORTED | SUSPEND | TABLOCK | TABLOCKX | TAPE | TCP | THROW | TIES | TIME | TIMEOUT | TRY | UNBOUNDED | UNCOMMITTED
    | UNLOCK | UPDLOCK | URL | VERIFYONLY | WINDOWS | WITHIN | WITHOUT | WORK | XLOCK;
