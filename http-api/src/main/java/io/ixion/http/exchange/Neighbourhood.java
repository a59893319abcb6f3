package io.ixion.http.exchange;

import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may talk to this node from a browser: pages that it, or its entry, served itself. A node that
 * listens on loopback also answers to names of loopback only: otherwise any page could reach it by
 * a name of its own that it lets point to 127.0.0.1 (DNS rebinding).
 */
public final class Neighbourhood {
  private final boolean loopbackOnly;
  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * @param listen the address that the node listens on
   * @param hosts further names that it answers to, without ports, in lower case
   * @param origins further origins whose pages may talk to it, e.g. https://desk.example
   */
  public Neighbourhood(String listen, Set<String> hosts, Set<String> origins) {
    this.loopbackOnly = isLoopback(listen);
    this.hosts = Set.copyOf(hosts);
    this.origins = Set.copyOf(origins);
  }

  private static boolean isLoopback(String listen) {
    try {
      return InetAddress.getByName(listen).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false; // it cannot be listened on either
    }
  }

  void check(Headers headers, Optional<String> targetHost) {
    headers.host().map(Neighbourhood::name).ifPresent(this::checkHost);
    targetHost.map(host -> host.toLowerCase(Locale.ROOT)).ifPresent(this::checkHost);
    headers.origin().ifPresent(origin -> checkOrigin(origin, headers.host().orElse("")));
    if (headers.fetchSite().map("cross-site"::equalsIgnoreCase).orElse(false)
        && headers.origin().filter(this::isAllowed).isEmpty())
      throw foreign("Sec-Fetch-Site: cross-site");
  }

  private void checkHost(String host) {
    boolean known = hosts.isEmpty() ? !loopbackOnly : hosts.contains(host);
    if (known || host.isEmpty() || (loopbackOnly && namesLoopback(host))) return;
    throw new RefusedRequest(
        ProblemCodes.UNKNOWN_HOST,
        "expected a Host that this node is known by (setting ixion.http.allowed-hosts); found "
            + host);
  }

  private static boolean namesLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  private void checkOrigin(String origin, String host) {
    if (isAllowed(origin) || (!host.isEmpty() && isOwn(origin, host))) return;
    throw foreign("Origin: " + origin);
  }

  private boolean isAllowed(String origin) {
    return origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  /** By host and port; the scheme is the entry's business. */
  private static boolean isOwn(String origin, String host) {
    try {
      URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
      if (uri.getAuthority() == null) return false; // e.g. null, what sandboxed pages send
      String standard = "https".equals(uri.getScheme()) ? ":443" : ":80";
      return without(standard, uri.getAuthority())
          .equals(without(standard, host.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException noOrigin) {
      return false;
    }
  }

  private static String without(String port, String authority) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }

  /** A Host without its port and the brackets of an IPv6 address. */
  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[")) return lower.substring(1, Math.max(1, lower.indexOf(']')));
    int colon = lower.indexOf(':');
    return colon < 0 ? lower : lower.substring(0, colon);
  }

  private static RefusedRequest foreign(String found) {
    return new RefusedRequest(
        ProblemCodes.FOREIGN_ORIGIN,
        "expected a page of this host, or one of ixion.http.allowed-origins; found " + found);
  }
}
