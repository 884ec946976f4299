package io.imdsguard.cli;

import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.ContainerSettings;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.MetadataClient;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.metadata.Reply;
import io.imdsguard.metadata.RoleKeys;
import io.imdsguard.metadata.Services;
import io.imdsguard.metadata.Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the role's credentials, for tools that insist on an access key and a secret. */
@Command(
    name = "credentials",
    description = {
      "Prints the role's credentials, as the metadata service gives them to this command.",
      "It asks the service itself, with a session token; no JVM's policy is asked. Whoever can run"
          + " it on this machine can ask the service without it, too."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:the credentials were printed",
      "1:there are none to be had; standard error says why",
      "2:the command line was not understood"
    })
final class CredentialsCommand implements Callable<Integer> {

  private static final String SETTING = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "process: for credential_process in ~/.aws/config; env: for a shell to evaluate; json: as"
              + " a container's credentials endpoint answers")
  private Format format;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "EC2's metadata service; if not given, the container's whose settings are in the"
              + " environment, else "
              + SETTING
              + ", else EC2's addresses")
  private String endpoint;

  @Override
  public Integer call() {
    RoleKeys keys;
    try (Reply document = new OwnCredentials(services(), null).document()) {
      keys = OwnCredentials.keys(document);
    } catch (IOException | IllegalArgumentException e) {
      return none(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    if (!Format.isPlain(keys)) {
      return none("they hold characters that none of AWS's do");
    }
    System.out.print(format.print(keys));
    System.out.flush();
    return System.out.checkError() ? none("they could not be written") : 0;
  }

  private static int none(String why) {
    System.err.println("no credentials: " + why);
    return 1;
  }

  private List<Upstream> services() {
    List<Upstream> services = new ArrayList<>();
    for (Endpoint each : asked()) {
      if (!each.isContainers() || each.container() != null) {
        services.add(new MetadataClient(each, new PlainTransport()));
      }
    }
    return services;
  }

  /** As the SDKs do: a container's service first; what a setting names is the only one asked. */
  private List<Endpoint> asked() {
    if (endpoint != null) {
      return named(endpoint, "--endpoint");
    }
    List<Endpoint> containers = containers();
    if (!containers.isEmpty()) {
      return containers;
    }
    String setting = System.getenv(SETTING);
    return setting == null || setting.trim().isEmpty()
        ? Services.wellKnown()
        : named(setting, SETTING);
  }

  private static List<Endpoint> containers() {
    List<String> complaints = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    for (Container container : ContainerSettings.read(complaints)) {
      Services.add(endpoints, container);
    }
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(complaints.get(0));
    }
    return endpoints;
  }

  private static List<Endpoint> named(String url, String by) {
    if (url.trim().isEmpty()) {
      throw new IllegalArgumentException(by + " is empty, expected a URL");
    }
    List<Endpoint> endpoints = new ArrayList<>();
    Services.add(endpoints, url);
    return endpoints;
  }
}
