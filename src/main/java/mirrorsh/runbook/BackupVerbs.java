package mirrorsh.runbook;

import groovy.transform.NamedParam;
import java.util.Map;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.BackupRestored;
import mirrorsh.effect.ContainerCredential;
import mirrorsh.effect.Effect;
import mirrorsh.effect.FullBackupTaken;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.LogBackupTaken;
import mirrorsh.effect.LogBackupsForeseen;
import mirrorsh.effect.LogRestored;
import mirrorsh.effect.RoomForCopy;
import mirrorsh.tsql.SecretSource;

/** Verbs that make a mirror's copy of a database: looks, backups, transfer, restores. Public for the runbook language. */
public abstract class BackupVerbs extends AuthorVerbs {
    BackupVerbs(String host, Secrets secrets) {
        super(host, secrets);
    }

    /** {@code requireRoom(database: 'Sales', folder: 'C:\\', mirror: mirror)}: on the principal; folders and disks of both. */
    public final Effect requireRoom(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "folder", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("requireRoom", values);
        return step(new RoomForCopy(host(), given.text("mirror"), given.text("database"), given.text("folder")));
    }

    /** {@code seeLogBackups(database: 'Sales', file: '...', mirror: mirror)}: on the principal; jobs that would take log away. */
    public final Effect seeLogBackups(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "mirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("seeLogBackups", values);
        return step(new LogBackupsForeseen(host(), given.text("mirror"), given.text("database"), given.text("file")));
    }

    /** {@code createCredential(container: 'https://.../backups/', signature: existing('signature'))}: for backups to a URL. */
    public final Effect createCredential(
            @NamedParam(value = "container", type = CharSequence.class, required = true)
                    @NamedParam(value = "signature", type = SecretSource.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("createCredential", values);
        return step(new ContainerCredential(host(), given.text("container"), given.secret("signature")));
    }

    /** {@code useFullRecovery 'AdventureWorks'}. */
    public final Effect useFullRecovery(String database) {
        return step(new FullRecoveryModel(host(), database));
    }

    /** {@code backUpDatabase(database: 'AdventureWorks', file: '...', forMirror: mirror)}. */
    public final Effect backUpDatabase(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "forMirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("backUpDatabase", values);
        return step(new FullBackupTaken(host(), given.text("database"), given.text("file"), given.text("forMirror")));
    }

    /** {@code backUpLog(database: 'AdventureWorks', file: '...', forMirror: mirror)}. */
    public final Effect backUpLog(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "forMirror", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("backUpLog", values);
        return step(new LogBackupTaken(host(), given.text("database"), given.text("file"), given.text("forMirror")));
    }

    /** {@code copyBackup(database: 'AdventureWorks', file: '...', to: mirror)}. */
    public final Effect copyBackup(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "to", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("copyBackup", values);
        String file = given.text("file");
        return step(new BackupFileCopied(host(), given.text("database"), file, given.text("to"), file));
    }

    /** {@code restoreDatabase(database: 'AdventureWorks', file: '...', from: principal)}. */
    public final Effect restoreDatabase(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("restoreDatabase", values);
        return step(new BackupRestored(host(), given.text("database"), given.text("file"), given.text("from")));
    }

    /** {@code restoreLog(database: 'AdventureWorks', file: '...', from: principal)}. */
    public final Effect restoreLog(
            @NamedParam(value = "database", type = CharSequence.class, required = true)
                    @NamedParam(value = "file", type = CharSequence.class, required = true)
                    @NamedParam(value = "from", type = Host.class, required = true)
                    Map<String, ?> values) {
        Values given = Values.of("restoreLog", values);
        return step(new LogRestored(host(), given.text("database"), given.text("file"), given.text("from")));
    }
}
