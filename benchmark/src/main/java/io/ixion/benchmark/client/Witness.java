package io.ixion.benchmark.client;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Sees everything that nodes say, before it is used: the tests compare it with the API's
 * description. Found by its name as a service; outside the tests there is none.
 */
public interface Witness {
  /**
   * @param path as it was sent, without the query
   * @param body the whole of it; empty when there is none
   */
  void answered(
      String method, String path, int status, Map<String, List<String>> headers, String body);

  /** One event of the stream at that path. */
  void told(String path, String event, String data);

  /** All that there are. */
  static List<Witness> all() {
    return ServiceLoader.load(Witness.class).stream().map(ServiceLoader.Provider::get).toList();
  }
}
