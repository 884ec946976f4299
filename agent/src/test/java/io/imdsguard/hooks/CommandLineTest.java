package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.metadata.Host;
import io.imdsguard.metadata.Hosts;
import io.imdsguard.metadata.Services;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final List<Host> WELL_KNOWN = Hosts.of(Services.of(List.of()), List.of());

  private static String service(String... command) {
    return service(WELL_KNOWN, command);
  }

  private static String service(List<Host> hosts, String... command) {
    Host host = CommandLine.find(command, hosts);
    return host == null ? null : host.service();
  }

  private static List<Host> withSetting(String url) {
    return Hosts.of(Services.of(List.of(url)), List.of(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.169.254.",
        "2852039166",
        "02852039166",
        "0xA9FEA9FE",
        "0XA9FEA9FE",
        "0x00000000A9FEA9FE",
        "025177524776",
        "0xA9.0xFE.0xA9.0xFE",
        "0251.0376.0251.0376",
        "00000251.00000376.000251.0000376",
        "0169.0254.0169.0254",
        "169.254.00169.254",
        "0xA9.254.0xA9.254",
        "169.16689662",
        "0xA9.0xFEA9FE",
        "0251.077524776",
        "169.254.43518",
        "0xA9.0xFE.0xA9FE",
        "2852039166.",
        "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
        "１６９.２５４.１６９.２５４",
        "２８５２０３９１６６",
        "169。254。169。254",
        "169｡254｡169｡254",
        "१६९.२५४.१६९.२५४",
        "٢٨٥٢٠٣٩١٦٦",
        "¹⁶⁹.254.169.254",
        "169․254․169․254",
        "%31%36%39.254.169.254",
        "169%2e254%2e169%2e254",
        "%EF%BC%91%EF%BC%96%EF%BC%99.254.169.254",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::FFFF:A9FE:A9FE]",
        "[::169.254.169.254]",
        "[::ffff:0:a9fe:a9fe]",
        "[64:ff9b::169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1:a9fe:a9:fe00::]",
        "[2002:a9fe:a9fe::]",
        "[2002:a9fe:a9fe::1]",
        "[fe80::5efe:a9fe:a9fe]",
        "[fe80::a9fe:a9fe%25eth0]",
        "[fd00:ec2::254]",
        "[FD00:EC2::254]",
        "[fd00:ec2:0::0:254]",
        "[fd00:ec2::0.0.2.84]",
        "[fd00:c1::a9fe:a9fe]",
        "instance-data",
        "instance-data.ec2.internal",
      })
  void aUrlWithAnySpellingOfTheHostNamesEc2(String host) {
    assertThat(service("curl", "-s", "http://" + host + "/latest/meta-data/")).isEqualTo("ec2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254@example.com/",
        "http://example.com@169.254.169.254/",
        "http://a:b@169.254.169.254:80/latest/",
        "http://a:b@2852039166/latest/",
        "http://example.com\\@169.254.169.254/",
        "http:\\\\169.254.169.254\\latest",
        "http:/169.254.169.254/latest",
        "http:/2852039166/latest",
        "http:169.254.169.254/latest",
        "http:///169.254.169.254/latest",
        "http://///2852039166/latest",
        "url:http://169.254.169.254/latest",
        "  \t\nhttp://169.254.169.254/latest",
        "http://169.254.169.254:+80/latest",
        "http://169.254.169.254%00.example.com/",
        "http://169.254.169.254%23@example.com/",
        "http://169.254.169.254,example.com/",
        "http://169.254.169\t.254/latest",
        "http://x@[fd00:ec2::254]/latest",
        "jar:http://169.254.169.254/latest/x.jar!/a",
        "gopher://169.254.169.254:80/_GET",
        "http://169.254.169.254∕latest",
        "https://fetch.example/?url=http%3A%2F%2F2852039166%2Flatest",
        "http://169.254.169.254.nip.io/latest",
        "169.254.169.254",
        "169.254.169.254:80",
        "2852039166",
        "2852039166/latest",
        "2852039166:80",
        "0xA9FEA9FE",
        "fd00:ec2::254",
        "fd00:ec2::254:80",
        "-h169.254.169.254",
        "--url=http://169.254.169.254/latest",
        "user@169.254.169.254",
        "8080:169.254.169.254:80",
        "--connect-to=::2852039166:80",
        "--connect-to=::[fd00:ec2::254]:80",
        "TCP:169.254.169.254:80",
        "exec 3<>/dev/tcp/169.254.169.254/80",
        "true && curl -s 'http://169.254.169.254/latest' | sh",
        "curl 2852039166;id",
        "curl http://16\"9\".254.1'69'.254/",
        "curl http://169\\.254\\.169\\.254/",
        "wget -qO- \"http://2852039166/latest\"",
        "h=169.254.169.254; curl $h",
      })
  void anArgumentOrShellsCommandNamesEc2(String argument) {
    assertThat(service("sh", "-c", argument)).isEqualTo("ec2");
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.170.2:51679/v2/credentials, ecs",
    "http://2852039170/v2/credentials, ecs",
    "http://169.254.170.23/v1/credentials, eks",
    "http://[fd00:ec2::23]/v1/credentials, eks",
    "http://100.100.100.200/latest/meta-data, alibaba",
    "http://0x646464C8/latest/meta-data, alibaba",
    "http://Metadata.Google.Internal./computeMetadata/v1, gcp",
    "http://metadata/computeMetadata/v1, gcp",
    "metadata:80, gcp",
    "curl metadata.goog, gcp",
    "http://metadata.tencentyun.com/latest, tencent",
    "https://api.metadata.cloud.ibm.com/x, ibm",
    "http://169.254.169.254:8080/, ec2"
  })
  void everyServiceIsNamedAtEveryPort(String argument, String service) {
    assertThat(service("sh", "-c", argument)).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.253/",
        "http://10.0.0.1:8080/x",
        "http://example.com/latest/meta-data/",
        "7147006462",
        "-1442928130",
        "--size=2852039166",
        "skip=2852039166",
        "s3://bucket/2852039166/part",
        "https://example.com/objects/2852039166",
        "file-2852039166.log",
        "@1684301000",
        "-d@1684301000",
        "id_2852039166",
        "169.16689662em",
        "--scale=169.16689662",
        "1169.254.169.254",
        "169.254.169.2540",
        "169..254.169.254",
        "git annex metadata --set tag=x",
        "/srv/metadata/instance-data",
        "--metadata title=x",
        "metadata:1.2",
        "http://mymetadata.google.internal.example/",
        "10:20:30",
        "00:1b:44:11:3a:b7",
        "std::vector<int>",
        "[2001:db8::1]:80",
        "[ -f x ] && echo a:b",
        "Müller 12.5 %",
        "100%",
        "%zz%",
        "",
      })
  void anHonestArgumentNamesNothing(String argument) {
    assertThat(service("tool", argument)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1338/latest",
        "http://localhost:1338/latest",
        "http://127.1:1338/",
        "http://[::ffff:127.0.0.1]:1338/",
        "nc 127.0.0.1 1338",
      })
  void whatASettingGuardsIsNamedAtItsPort(String argument) {
    assertThat(service(withSetting("http://127.0.0.1:1338"), "sh", "-c", argument))
        .isEqualTo("ec2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/health",
        "http://localhost/",
        "http://[::1]:8080/",
        "127.1",
        "psql -h localhost",
      })
  void whatASettingGuardsIsNotNamedAtAnotherPort(String argument) {
    assertThat(service(withSetting("http://127.0.0.1:1338"), "sh", "-c", argument)).isNull();
  }

  @Test
  void theNameThatASettingHasIsNamed() {
    List<Host> hosts =
        Hosts.of(Services.of(List.of()), List.of("http://imds.corp.example:8080/ec2"));

    assertThat(service(hosts, "curl", "imds.corp.example:8080/latest")).isEqualTo("ec2");
  }

  @Test
  void theProgramIsShownWithoutArguments() {
    assertThat(CommandLine.program(new String[] {"curl -H token:x http://169.254.169.254/"}))
        .isEqualTo("curl");
  }

  @Test
  void aProgramWithASpaceIsShownWhole() {
    assertThat(CommandLine.program(new String[] {"C:\\Program Files\\curl.exe", "x"}))
        .isEqualTo("C:\\Program Files\\curl.exe");
  }
}
