# syntax=docker/dockerfile:1
# Ixion as an image: built with a JDK, run with a JRE, by a user who owns nothing in it but the archive of classes.

FROM eclipse-temurin:17-jdk-noble AS build
WORKDIR /src
# unzip: for the Maven wrapper
RUN apt-get update \
 && apt-get install -y --no-install-recommends unzip \
 && rm -rf /var/lib/apt/lists/*
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Pdist -Dmaven.test.skip=true -pl node -am package \
 && touch node/target/dist/built

FROM eclipse-temurin:17-jre-noble
RUN groupadd --system --gid 10001 ixion \
 && useradd --system --uid 10001 --gid ixion --create-home --home-dir /var/lib/ixion ixion
COPY --from=build /src/ixion /opt/ixion/ixion
COPY --from=build /src/node/target/dist /opt/ixion/node/target/dist
COPY deploy/docker/health /opt/ixion/health
ENV IXION_JAVA_HOME=/opt/java/openjdk \
    IXION_NO_BUILD=true \
    IXION_HTTP_LISTEN=0.0.0.0 \
    IXION_HTTP_PORT=8080
# The archive of classes belongs to this JRE and these paths, so it is made here, by the user who will read it: the database
# that a node is trained with does not run as root. Without it a start is slower, nothing else.
RUN chown 10001 /opt/ixion/node/target/dist
USER 10001:10001
WORKDIR /var/lib/ixion
RUN IXION_NO_BUILD= /opt/ixion/ixion start --help
# API, the other nodes, discovery by dns or kubernetes
EXPOSE 8080 7355 7626
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["/opt/ixion/health", "/health/ready"]
# The launcher replaces itself by java, so that signals reach it.
ENTRYPOINT ["/opt/ixion/ixion"]
CMD ["start"]
