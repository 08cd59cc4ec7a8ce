package mirrorsh.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import java.util.Map;
import javax.naming.RefAddr;
import mirrorsh.host.Authentication.Method;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.tsql.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSourceTest {
    private static SQLServerDataSource source(String user, Encryption encryption, Authentication how) {
        HostDefinition definition = new HostDefinition("A", "sql1.corp.example\\SALES", user, encryption, how, "");
        return ConnectionSource.of(definition, Secret.of("p"), Limits.USUAL);
    }

    /** A setting of the driver as it would be written into a reference. */
    private static String setting(SQLServerDataSource source, String name) {
        RefAddr address = source.getReference().get(name);
        return address == null ? "" : String.valueOf(address.getContent());
    }

    @Test
    void asksTheBrowserForANamedInstance() {
        SQLServerDataSource source = source("sa", Encryption.VERIFIED, Authentication.SQL_LOGIN);

        assertThat(source.getServerName()).isEqualTo("sql1.corp.example");
        assertThat(source.getInstanceName()).isEqualTo("SALES");
        assertThat(setting(source, "portNumber")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"VERIFIED,true,false", "ANY_CERTIFICATE,true,true", "STRICT,strict,false"})
    void encryptsAlways(Encryption encryption, String driver, boolean anyCertificate) {
        SQLServerDataSource source = source("sa", encryption, Authentication.SQL_LOGIN);

        assertThat(source.getEncrypt()).isEqualTo(driver);
        assertThat(source.getTrustServerCertificate()).isEqualTo(anyCertificate);
    }

    @ParameterizedTest
    @CsvSource({"NTLM,NTLM", "KERBEROS,JavaKerberos", "WINDOWS,NativeAuthentication"})
    void usesAWindowsAccount(Method method, String scheme) {
        SQLServerDataSource source = source("", Encryption.VERIFIED, Authentication.of(method));

        assertThat(setting(source, "integratedSecurity")).isEqualTo("true");
        assertThat(setting(source, "authenticationScheme")).isEqualTo(scheme);
    }

    @ParameterizedTest
    @CsvSource({"CORP\\dba,,CORP,dba", "dba,OTHER,OTHER,dba", "CORP\\dba,OTHER,CORP,dba"})
    void splitsTheDomainFromTheAccount(String user, String given, String domain, String account) {
        Authentication how = new Authentication(Method.NTLM, given == null ? "" : given, "");

        SQLServerDataSource source = source(user, Encryption.VERIFIED, how);

        assertThat(source.getDomain()).isEqualTo(domain);
        assertThat(source.getUser()).isEqualTo(account);
    }

    @Test
    void namesTheServiceForKerberos() {
        Authentication how = new Authentication(Method.KERBEROS, "", "MSSQLSvc/sql1:1433");

        assertThat(source("", Encryption.VERIFIED, how).getServerSpn()).isEqualTo("MSSQLSvc/sql1:1433");
    }

    @Test
    void sendsATokenInPlaceOfAPassword() {
        SQLServerDataSource source = source("", Encryption.VERIFIED, Authentication.of(Method.ENTRA_TOKEN));

        assertThat(source.getAccessToken()).isEqualTo("p");
        assertThat(source.getUser()).isNull();
    }

    @Test
    void leavesEntraToTheDriver() {
        Map<Method, String> words = Map.of(
                Method.ENTRA_PASSWORD, "ActiveDirectoryPassword",
                Method.ENTRA_APPLICATION, "ActiveDirectoryServicePrincipal",
                Method.ENTRA_INTEGRATED, "ActiveDirectoryIntegrated",
                Method.ENTRA_BROWSER, "ActiveDirectoryInteractive",
                Method.ENTRA_MACHINE, "ActiveDirectoryManagedIdentity");

        words.forEach((method, word) -> assertThat(source("u", Encryption.VERIFIED, Authentication.of(method))
                        .getAuthentication())
                .isEqualTo(word));
    }
}
