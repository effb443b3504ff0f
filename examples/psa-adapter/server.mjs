// A receiver of Intake's webhook that keeps a PSA in line. Start it with
//   INTAKE_SECRET=whsec_… PSA_URL=https://psa.example.com PSA_KEY=… PORT=8088 node examples/psa-adapter/server.mjs
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { applyEvent } from './map-event.mjs';
import { restPsa } from './rest-psa.mjs';
import { isSigned } from './verify.mjs';

const mostBytes = 1_000_000;

/**
 * A server that takes events, given the webhook's secret and the PSA: 401 for what is not signed, 204 for what is done, 503 where the PSA fails, so that Intake
 * sends the event again.
 */
export function createAdapter(options) {
  // An event may come twice. In a service that restarts, keep these where it keeps its data.
  const done = new Set();
  return createServer(async (request, response) => {
    const answer = (status) => response.writeHead(status).end();
    try {
      const body = await textOf(request);
      if (body === null) return answer(413);
      if (!isSigned(options.secret, request.headers, body)) return answer(401);
      const event = JSON.parse(body);
      if (!done.has(event.id)) await applyEvent(event, options.psa);
      done.add(event.id);
      return answer(204);
    } catch (error) {
      console.error(error);
      return answer(503);
    }
  });
}

async function textOf(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { INTAKE_SECRET: secret, PSA_URL: baseUrl, PSA_KEY: apiKey, PORT = '8088' } = process.env;
  if (!secret || !baseUrl) throw new Error('Set INTAKE_SECRET and PSA_URL');
  createAdapter({ secret, psa: restPsa({ baseUrl, apiKey }) }).listen(Number(PORT), () =>
    console.log(`Waiting for Intake on port ${PORT}`),
  );
}
