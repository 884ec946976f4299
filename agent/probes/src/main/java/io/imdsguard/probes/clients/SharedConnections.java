package io.imdsguard.probes.clients;

/**
 * Permitted callers and strangers in crowds, where a client has many requests share a connection or
 * opens one beforehand. Arguments: the adapter's class, and the service's URL.
 */
public final class SharedConnections {
  private static final int ROUNDS = 3;

  private SharedConnections() {}

  public static void main(String[] args) throws Exception {
    String adapter = SharedConnections.class.getPackage().getName() + "." + args[0];
    Client client =
        Class.forName(adapter).asSubclass(Client.class).getDeclaredConstructor().newInstance();
    for (String form : ((Shares) client).sharing()) {
      for (int round = 0; round < ROUNDS; round++) {
        String prefix = args[1] + "/latest/meta-data/cell-" + round + "-";
        for (String answer : Crowd.of(client, form, prefix).asked()) {
          System.out.println("CELL asked " + answer);
        }
      }
    }
    System.out.println("DONE");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
