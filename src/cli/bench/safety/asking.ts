import type { ModelConfig } from '../../../ai/openai/endpoint.js';
import type { BuilderCall } from '../../../ai/tree-builder.js';
import type { NodeRequest } from '../../../domain/draft.js';
import { saying } from '../../shared/model-server.js';

/** Short limits: what a broken server does is measured, not how long people would wait for it. */
export const benchModel = (baseUrl: string): ModelConfig => ({
  baseUrl,
  apiKey: 'bench',
  model: 'bench',
  effort: null,
  firstByteMs: 2_000,
  totalMs: 6_000,
});

export const call: BuilderCall = {
  signal: new AbortController().signal,
  meter: async () => ({ settle: async () => undefined }),
};

export const requestFor = (problem: string): NodeRequest => ({
  problem,
  category: { name: 'General', protocol: 'general', identityGate: false },
  path: [],
  depth: 1,
  context: [],
});

interface WireFields {
  text: string;
  kind: string;
  answers?: string[];
  [field: string]: unknown;
}

/** A node as a model writes it. */
export const wireNode = ({ text, kind, answers = [], ...others }: WireFields): string =>
  JSON.stringify({
    text,
    kind,
    label: 'Step',
    answers: answers.map((label) => ({ label, likelihood: 0.5 })),
    how_to_tell: '',
    risk: 'none',
    effect: '',
    data_loss: '',
    undo: '',
    ...others,
  });

export const goodNode = saying(
  wireNode({ text: 'Does it happen on another device too?', kind: 'question', answers: ['Yes', 'No'] }),
);
