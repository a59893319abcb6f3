package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;

/**
 * What every answer says to browsers and caches: believe the media type, keep nothing (or, where it
 * has an ETag, ask before it is used again), and tell tenants apart.
 */
final class Guards {
  private static final RawHeader TYPE_IS_RIGHT =
      RawHeader.create("X-Content-Type-Options", "nosniff");
  private static final RawHeader NOT_TO_BE_KEPT = RawHeader.create("Cache-Control", "no-store");
  private static final RawHeader TO_BE_ASKED_FOR =
      RawHeader.create("Cache-Control", "private, no-cache");
  private static final RawHeader BY_TENANT = RawHeader.create("Vary", "Ixion-Tenant");

  private Guards() {}

  static HttpResponse on(HttpResponse response) {
    if (response.getHeader("X-Content-Type-Options").isPresent()) return response; // a problem
    HttpResponse guarded = response.addHeader(TYPE_IS_RIGHT).addHeader(BY_TENANT);
    if (response.getHeader("Cache-Control").isPresent()) return guarded;
    return guarded.addHeader(
        response.getHeader("ETag").isPresent() ? TO_BE_ASKED_FOR : NOT_TO_BE_KEPT);
  }
}
