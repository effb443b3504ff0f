import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, asString } from '../../../sandbox/json.js';
import { atExit } from '../../shared/command.js';
import { seededRandom } from '../../shared/random.js';
import { hashOf, lognormal, type World } from './world.js';

/** One request as the endpoint saw it; its price is paid from the moment it is there. */
export interface Asked {
  prompt: string;
}

/** How long the mock takes, in milliseconds, as small hosted models were measured. */
const modelTime = { median: 2_500, p95: 6_000 } as const;

export interface MockEndpoint {
  baseUrl: string;
  asked: Asked[];
  /** Resolves with the next request, as soon as it is there. */
  next(): Promise<Asked>;
}

/**
 * A chat endpoint as OpenAI's, over real HTTP: it answers with the world's nodes, each after the time that the seed
 * says.
 */
export async function startEndpoint(
  world: World,
  { seed, fixedMs }: { seed: number; fixedMs?: number },
): Promise<MockEndpoint> {
  const asked: Asked[] = [];
  const waiting: ((one: Asked) => void)[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const prompt = promptOf(await bodyOf(request));
    const node = world.nodeFor(prompt);
    const one: Asked = { prompt };
    asked.push(one);
    for (const tell of waiting.splice(0)) tell(one);
    const random = seededRandom(hashOf(prompt) + seed);
    await sleep(fixedMs ?? lognormal(random, modelTime));
    const content = JSON.stringify({
      text: node.text,
      kind: node.kind,
      label: node.text.split(' ').slice(1, 4).join(' '),
      answers: node.answers.map(({ label, likelihood }) => ({ label, likelihood })),
      how_to_tell: node.howToTell,
      risk: node.risk,
      effect: '',
      data_loss: '',
      undo: '',
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(completion(content, prompt)));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atExit(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const next = () => new Promise<Asked>((resolve) => waiting.push(resolve));
  return { baseUrl: `http://127.0.0.1:${port}/v1`, asked, next };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** What people and the path say, without the instructions that are the same in every request. */
function promptOf(body: string): string {
  const { messages } = asObject(JSON.parse(body));
  if (!Array.isArray(messages)) return '';
  return messages
    .map(asObject)
    .filter(({ role }) => role === 'user')
    .map(({ content }) => asString(content) ?? JSON.stringify(content))
    .join('\n');
}

const completion = (content: string, prompt: string) => ({
  id: 'mock',
  object: 'chat.completion',
  created: 0,
  model: 'mock',
  choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 1_500 + Math.round(prompt.length / 4),
    completion_tokens: Math.round(content.length / 4),
    total_tokens: 1_500 + Math.round((prompt.length + content.length) / 4),
  },
});
