# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs --force

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev

FROM node:24-slim
# For a real workspace: without Slack tokens it starts its sandbox, whose page is on loopback inside the container.
ENV NODE_ENV=production INTAKE_DATA=/data HOST=0.0.0.0
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/.cache .cache
COPY package.json manifest.yml ./
COPY content content
COPY prisma/migrations prisma/migrations
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Without npm between, so that a stop reaches Intake itself and it can finish what it does.
CMD ["node", "--enable-source-maps", "dist/main.js"]
