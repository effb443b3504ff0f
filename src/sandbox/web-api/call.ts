import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.js';
import { asString, type JsonObject, parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import { Args } from './args.js';
import { auth } from './auth.js';
import { chat } from './chat.js';
import { conversations } from './conversations.js';
import { files } from './files.js';
import { type Method, type Methods, requireScope } from './method.js';
import { reactions } from './reactions.js';
import { postDue, scheduled } from './scheduled.js';
import { APP_TOKEN, BOT_TOKEN } from './tokens.js';
import { users } from './users.js';
import { views } from './views.js';

/** Every method the workspace knows; the rest is `unknown_method`. */
const methods: Methods = {
  ...auth,
  ...chat,
  ...conversations,
  ...files,
  ...reactions,
  ...scheduled,
  ...users,
  ...views,
};

/** An HTTP answer; `isLost` when it must never arrive. */
export type Answer = { status: number; headers: Record<string, string>; body: JsonObject; isLost?: boolean };

export type ApiRequest = { method: string; token?: string; args: JsonObject };

const ok = (body: JsonObject): Answer => ({ status: 200, headers: {}, body });
const refused = (error: string, data: JsonObject = {}): Answer => ok({ ok: false, error, ...data });

/** Answers one Web API call, with the faults that strike it. */
export async function callWebApi(engine: Engine, request: ApiRequest): Promise<Answer> {
  const strike = { method: request.method, channel: asString(request.args.channel) };
  const at = engine.now();
  const started = performance.now();
  const delay = engine.faults.strike('delay', strike);
  if (delay) await sleep(delay.ms);
  postDue(engine);
  const answer = faulty(engine, strike) ?? answered(engine, request);
  const isLost = engine.faults.strike('dropReply', strike) !== undefined;
  engine.record({
    at,
    direction: 'fromApp',
    kind: 'webApi',
    name: request.method,
    transport: engine.socketUrl ? 'http' : 'inProcess',
    status: isLost ? 0 : answer.status,
    error: asString(answer.body.error),
    ms: Math.round(performance.now() - started),
    request: readable(request.args),
    response: answer.body,
  });
  return isLost ? { ...answer, isLost } : answer;
}

/** For the inspector: without the token, and with the JSON that forms carry as text unfolded. */
function readable({ token: _token, ...args }: JsonObject): JsonObject {
  const unfold = (value: unknown): unknown =>
    typeof value === 'string' && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, unfold(value)]));
}

type Strike = { method: string; channel?: string };

function faulty(engine: Engine, strike: Strike): Answer | undefined {
  const limited = engine.faults.strike('ratelimited', strike);
  if (limited) return rateLimited(limited.retryAfter);
  const broken = engine.faults.strike('serverError', strike);
  if (broken) return { status: broken.status, headers: {}, body: { ok: false, error: 'internal_error' } };
  const refusal = engine.faults.strike('refuse', strike);
  if (refusal) return refused(refusal.error);
  return tooFast(engine, strike) ? rateLimited(1) : undefined;
}

const rateLimited = (retryAfter: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(retryAfter) },
  body: { ok: false, error: 'ratelimited' },
});

/** The realistic limiter: so many posts a second and channel. */
function tooFast(engine: Engine, strike: Strike): boolean {
  if (strike.method !== 'chat.postMessage' || !strike.channel) return false;
  const limiter = engine.faults.strike('rateLimiter', strike);
  if (!limiter) return false;
  const last = engine.lastPosts.get(strike.channel) ?? Number.NEGATIVE_INFINITY;
  if (engine.now() - last < 1000 / limiter.perSecond) return true;
  engine.lastPosts.set(strike.channel, engine.now());
  return false;
}

function answered(engine: Engine, request: ApiRequest): Answer {
  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (!method) return refused('unknown_method', { req_method: request.method });
  try {
    authorize(engine, method, request.token ?? asString(request.args.token));
    if (method.scope) requireScope(engine, method.scope);
    const body = method.run({ engine, args: new Args(request.args) });
    const scopes = { 'x-oauth-scopes': engine.manifest.scopes.join(',') };
    return { status: 200, headers: scopes, body: { ok: true, ...body } };
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.data);
    throw error;
  }
}

/** @throws Refusal not_authed, invalid_auth, not_allowed_token_type, token_revoked */
function authorize(engine: Engine, method: Method, token: string | undefined): void {
  if (method.token === 'none') return;
  if (!token) throw new Refusal('not_authed');
  if (token !== BOT_TOKEN && token !== APP_TOKEN) throw new Refusal('invalid_auth');
  const isApp = token === APP_TOKEN;
  if (isApp !== (method.token === 'app')) throw new Refusal('not_allowed_token_type');
  if (!isApp && engine.state.isAppRevoked) throw new Refusal('token_revoked');
}
