# The image of the function postgres-worker, of the same worker as a task, and of the command line. `make image` builds it.
FROM docker.io/library/eclipse-temurin:25.0.2_10-jre-noble

# Ubuntu's own package postgresql-common brings the key that signs PostgreSQL's repository.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
    && echo "deb [signed-by=/usr/share/postgresql-common/pgdg/apt.postgresql.org.asc] https://apt.postgresql.org/pub/repos/apt noble-pgdg main" \
        > /etc/apt/sources.list.d/pgdg.list \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        postgresql-client-15 postgresql-client-16 postgresql-client-17 postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --shell /usr/sbin/nologin lifeboat

# What Amazon RDS's servers show is signed by roots of Amazon's own: sslmode=verify-full&sslrootcert=/opt/lifeboat/rds.pem
ADD --chmod=644 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /opt/lifeboat/rds.pem
COPY --chmod=755 lifeboat functions/postgres-worker/entry /opt/lifeboat/
COPY --chmod=755 scripts/java-home scripts/compilers.json /opt/lifeboat/scripts/
COPY --chmod=755 cli/target/lifeboat.jar /opt/lifeboat/cli/target/
COPY --chmod=755 cli/target/lib functions/postgres-worker/target/classes/lib /opt/lifeboat/cli/target/lib/
COPY --chmod=755 functions/postgres-worker/target/classes/dev /opt/lifeboat/worker/dev

USER lifeboat
ENTRYPOINT ["/opt/lifeboat/entry"]
CMD ["run"]
