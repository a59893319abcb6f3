package io.ixion.engine.kernel;

/**
 * The name of an entity in the cluster: tenant and id, so that nothing is shared between tenants.
 * No id contains the separator.
 */
public record EntityKey(TenantId tenant, String id) {
  private static final char SEPARATOR = '/';

  public static String of(TenantId tenant, Object id) {
    return tenant.value() + SEPARATOR + id;
  }

  public static EntityKey parse(String text) {
    int at = text.indexOf(SEPARATOR);
    if (at < 0)
      throw new IllegalArgumentException(
          "an entity key is tenant" + SEPARATOR + "id, found " + text);
    return new EntityKey(new TenantId(text.substring(0, at)), text.substring(at + 1));
  }
}
