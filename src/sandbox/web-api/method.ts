import type { Engine } from '../engine/engine.js';
import type { ChannelKind } from '../engine/state.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Args } from './args.js';

export type Call = { engine: Engine; args: Args };

/** One Web API method: the scope and token it needs, and what it does. `run` answers the fields beside `ok`. */
export type Method = {
  scope?: string;
  token?: 'bot' | 'app' | 'none';
  run: (call: Call) => JsonObject;
};

export type Methods = Record<string, Method>;

/** @throws Refusal missing_scope */
export function requireScope({ manifest }: Engine, needed: string): void {
  if (!manifest.scopes.includes(needed)) {
    throw new Refusal('missing_scope', { needed, provided: manifest.scopes.join(',') });
  }
}

const prefixes: Record<ChannelKind, string> = {
  public: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** The scope that a `conversations.*` method needs depends on the kind of conversation. */
export const requireChannelScope = (
  engine: Engine,
  kind: ChannelKind,
  ability: 'read' | 'history' | 'write',
): void => requireScope(engine, `${prefixes[kind]}:${ability}`);
