package io.ixion.http.exchange;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpRequest;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.Locale;
import java.util.TreeSet;

/** Whether client and endpoint can understand each other: media types of body and answer. */
final class Acceptance {
  private Acceptance() {}

  /** Refuses a request whose Accept header excludes what the endpoint answers with. */
  static void check(Endpoint endpoint, Headers headers) {
    if (headers.accept().isEmpty()) return;
    String accept = headers.accept().get();
    String type = endpoint.produces();
    if (accept.isEmpty() || accept.equals("*/*") || accept.equals(type)) return;
    String whole = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", 64)) {
      String[] parts = range.split(";", 16);
      String name = parts[0].trim();
      if ((name.equals("*/*") || name.equals(whole) || name.equals(type)) && !excluded(parts))
        return;
    }
    throw new RefusedRequest(
        ProblemCodes.NOT_ACCEPTABLE, "expected Accept to allow " + type + "; found " + accept);
  }

  private static boolean excluded(String[] parts) {
    for (int i = 1; i < parts.length; i++)
      if (parts[i].trim().matches("q=0(\\.0{0,3})?")) return true;
    return false;
  }

  /** Refuses a body that the endpoint does not take. */
  static void checkBody(Endpoint endpoint, Headers headers, HttpRequest request) {
    headers
        .contentEncoding()
        .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
        .ifPresent(
            encoding -> {
              throw new RefusedRequest(
                  ProblemCodes.UNSUPPORTED_MEDIA_TYPE,
                  "expected an uncompressed body; found Content-Encoding " + encoding);
            });
    ContentType type = request.entity().getContentType();
    String media = type.mediaType().mainType() + "/" + type.mediaType().subType();
    boolean utf8 =
        type.getCharsetOption()
            .map(charset -> charset.value().equalsIgnoreCase("UTF-8"))
            .orElse(true);
    if (!endpoint.consumes().contains(media.toLowerCase(Locale.ROOT)) || !utf8)
      throw new RefusedRequest(
          ProblemCodes.UNSUPPORTED_MEDIA_TYPE,
          "expected Content-Type "
              + String.join(" or ", new TreeSet<>(endpoint.consumes()))
              + " in UTF-8; found "
              + type);
  }
}
