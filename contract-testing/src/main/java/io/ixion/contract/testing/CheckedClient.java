package io.ixion.contract.testing;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A client of the JDK for code that brings its own requests: compares every answer with the
 * description before it hands it on. Streams are handed on as they come.
 */
public final class CheckedClient extends HttpClient {
  private final HttpClient client;
  private final AnswerValidator validator;

  /** The body as it was asked for, and its bytes unless it is a stream. */
  private record Body<T>(T wanted, Optional<byte[]> bytes) {}

  private record Checked<T>(HttpResponse<Body<T>> response) implements HttpResponse<T> {
    @Override
    public int statusCode() {
      return response.statusCode();
    }

    @Override
    public HttpRequest request() {
      return response.request();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return response.previousResponse().map(Checked::new);
    }

    @Override
    public HttpHeaders headers() {
      return response.headers();
    }

    @Override
    public T body() {
      return response.body().wanted();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return response.sslSession();
    }

    @Override
    public URI uri() {
      return response.uri();
    }

    @Override
    public Version version() {
      return response.version();
    }
  }

  public CheckedClient(HttpClient client, AnswerValidator validator) {
    this.client = client;
    this.validator = validator;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return checked(client.send(request, both(handler)));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return client.sendAsync(request, both(handler)).thenApply(this::checked);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    return sendAsync(request, handler);
  }

  private <T> HttpResponse<T> checked(HttpResponse<Body<T>> response) {
    response
        .body()
        .bytes()
        .ifPresent(
            bytes ->
                validator.check(
                    new Answer(
                        response.request().method(),
                        response.uri().getRawPath(),
                        response.statusCode(),
                        response.headers().map(),
                        new String(bytes, StandardCharsets.UTF_8))));
    return new Checked<>(response);
  }

  private static <T> BodyHandler<Body<T>> both(BodyHandler<T> handler) {
    return info ->
        info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
            ? BodySubscribers.mapping(
                handler.apply(info), wanted -> new Body<>(wanted, Optional.empty()))
            : BodySubscribers.mapping(
                BodySubscribers.ofByteArray(),
                bytes -> new Body<>(wanted(handler, info, bytes), Optional.of(bytes)));
  }

  private static <T> T wanted(BodyHandler<T> handler, ResponseInfo info, byte[] bytes) {
    BodySubscriber<T> subscriber = handler.apply(info);
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            // all of it comes at once, below
          }

          @Override
          public void cancel() {
            // nothing else would come
          }
        });
    subscriber.onNext(List.of(ByteBuffer.wrap(bytes)));
    subscriber.onComplete();
    return subscriber.getBody().toCompletableFuture().join();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
