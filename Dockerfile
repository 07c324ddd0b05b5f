# One image for the gateway, every subgraph and the registry; the command says which of them a container runs.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY explorer/package.json explorer/package-lock.json explorer/
RUN npm ci --ignore-scripts && npm --prefix explorer ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json /app/package-lock.json ./
COPY --from=build --chown=root:root /app/node_modules node_modules
COPY --from=build --chown=root:root /app/dist dist
COPY --from=build --chown=root:root /app/schema schema
COPY --from=build --chown=root:root /app/subgraphs subgraphs
COPY --from=build --chown=root:root /app/examples examples
COPY --from=build --chown=root:root /app/explorer/dist explorer/dist
COPY --from=build --chown=root:root /app/explorer/examples explorer/examples
# The questions in the guides are among those that a registry's check must not break.
COPY --from=build --chown=root:root /app/README.md ./
COPY --from=build --chown=root:root /app/docs docs
# Where a volume may be mounted: a new one takes its owner from here.
RUN mkdir -m 700 /state && chown node:node /state
USER node
EXPOSE 4000
CMD ["node", "dist/gateway/main.js"]
