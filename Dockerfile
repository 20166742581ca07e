# An image for each app: docker build --build-arg APP=subscriber --build-arg PORT=3001 .
# Bases are pinned by digest, since a tag may mean another image tomorrow; tag and digest change together, by Renovate,
# Dependabot or hand: docker buildx imagetools inspect node:24.16.0-alpine3.22
# Both are of one Alpine, whose musl Node was built for.
FROM node:24.16.0-alpine3.22@sha256:191c9f0080fcbbc6547a85dc0ff7988072214a355aabdc1d2ec55a7dae5eea8a AS base
WORKDIR /app
COPY package.json package-lock.json ./

FROM base AS build
RUN npm ci
COPY . .
ARG APP
RUN : "${APP:?say which app to build, --build-arg APP=publisher, subscriber or console}" && npx nest build "$APP"

# The built main.js holds apps and libs, and imports the rest from node_modules.
FROM base AS dependencies
RUN npm ci --omit=dev

# Node alone: neither npm nor a compiler, and nothing that is written to.
FROM alpine:3.22.5@sha256:14358309a308569c32bdc37e2e0e9694be33a9d99e68afb0f5ff33cc1f695dce
ARG APP
ARG PORT=3000
WORKDIR /app
# Loopback of a container cannot be reached from outside it. The name is that of its spans (deploy/tracing.mjs).
ENV NODE_ENV=production HOST=0.0.0.0 PORT=$PORT OTEL_SERVICE_NAME=$APP
RUN apk add --no-cache libstdc++
COPY --from=dependencies /usr/local/bin/node /usr/local/bin/node
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist/apps/$APP dist
COPY package.json ./
COPY deploy/tracing.mjs deploy/
# A number, by which Kubernetes knows that it is not root.
USER 10001:10001
EXPOSE $PORT
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Options as EXEC_ARGV in apps/start/src/build.ts, which says why.
CMD ["node", "--max-old-space-size=1024", "--no-allocation-site-pretenuring", "dist/main.js"]
