package io.ixion.engine.id;

/**
 * The name of an entity in the cluster: tenant and id, so that nothing is shared between tenants.
 * No id contains the separator.
 */
public record EntityKey(TenantId tenant, String id) {
  /**
   * Characters of a tenant and its agent together: the 255 of the journal's key less {@code agent|}
   * and the separator.
   */
  public static final int MAX_NAMES = 248;

  private static final char SEPARATOR = '/';

  public static String of(TenantId tenant, Object id) {
    return tenant.value() + SEPARATOR + id;
  }

  /**
   * The same id, if an entity of this tenant can have it.
   *
   * @throws IllegalArgumentException if tenant and id are too long together
   */
  public static <T> T fitting(TenantId tenant, T id) {
    int names = tenant.value().length() + id.toString().length();
    if (names <= MAX_NAMES) return id;
    throw new IllegalArgumentException(
        "tenant and id must have at most " + MAX_NAMES + " characters together, not " + names);
  }

  public static EntityKey parse(String text) {
    int at = text.indexOf(SEPARATOR);
    if (at < 0)
      throw new IllegalArgumentException(
          "an entity key is tenant" + SEPARATOR + "id, found " + text);
    return new EntityKey(new TenantId(text.substring(0, at)), text.substring(at + 1));
  }
}
