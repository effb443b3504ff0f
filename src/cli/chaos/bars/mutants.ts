import { isObject, type JsonObject } from '../../../sandbox/json.js';
import type { TrafficEntry } from '../../../sandbox/protocol.js';

/** The body of a request. */
export interface Body {
  content: Buffer;
  type: string;
}

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

/** Values that stand where something else should. */
const strange: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  '\u0000',
  '😀'.repeat(2_000),
  "'; drop table session; --",
  [],
  [[[]]],
  {},
  { id: null },
];

/** A payload of Slack's with something wrong in it; now and then not even that. */
export function mutantsOf(samples: readonly TrafficEntry[], random: () => number): Body {
  const sample = samples[Math.floor(random() * samples.length)];
  if (!sample || random() < 0.1) return noise(random);
  const payload: JsonObject = structuredClone(Object(sample.request));
  const changes = 1 + Math.floor(random() * 3);
  for (let change = 0; change < changes; change += 1) mutate(payload, random);
  // The wire form of another kind: what Slack would never do.
  const kind = random() < 0.05 ? 'event' : sample.kind;
  const body = written(kind, payload);
  return random() < 0.05 ? cut(body, random) : body;
}

function written(kind: TrafficEntry['kind'], payload: JsonObject): Body {
  if (kind === 'event') return { content: Buffer.from(JSON.stringify(payload)), type: json };
  const fields = new URLSearchParams();
  if (kind === 'command') {
    for (const [name, value] of Object.entries(payload))
      fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  } else fields.set('payload', JSON.stringify(payload));
  return { content: Buffer.from(fields.toString()), type: form };
}

const cut = ({ content, type }: Body, random: () => number): Body => ({
  content: content.subarray(0, Math.floor(random() * content.length)),
  type,
});

function noise(random: () => number): Body {
  const texts = [
    'null',
    'true',
    '[]',
    '""',
    '{',
    '{}',
    '',
    'payload=',
    'payload=null',
    'payload=%7B',
    'payload=1',
  ];
  const text = texts[Math.floor(random() * texts.length)] ?? '';
  if (random() < 0.5) return { content: Buffer.from(text), type: random() < 0.5 ? json : form };
  const bytes = Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
  return { content: Buffer.from(bytes), type: random() < 0.5 ? json : form };
}

/** Takes something out, or puts something strange in its place, anywhere in the payload. */
function mutate(payload: JsonObject, random: () => number): void {
  let place: Record<string, unknown> = payload;
  for (let depth = 0; depth < 8; depth += 1) {
    const keys = Object.keys(place);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) return;
    const inner = place[key];
    if ((isObject(inner) || Array.isArray(inner)) && random() < 0.7) {
      place = inner as Record<string, unknown>;
      continue;
    }
    if (random() < 0.4) delete place[key];
    else place[key] = structuredClone(strange[Math.floor(random() * strange.length)]);
    return;
  }
}
