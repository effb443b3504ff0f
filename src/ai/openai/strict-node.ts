import { z } from 'zod';
import type { NodeProposal } from '../../domain/draft.js';
import { nodeLimits } from '../../domain/node-lint.js';
import type { WireNode } from './wire-node.js';

const text = (longest: number) =>
  z.string().min(1, 'is empty').max(longest, `is longer than ${longest} characters`);
const optional = z
  .string()
  .max(nodeLimits.risk, `is longer than ${nodeLimits.risk} characters`)
  .transform((words) => words || null);

const risk = z.strictObject({
  level: z.enum(['none', 'low', 'disruptive']),
  effect: optional,
  dataLoss: optional,
  undo: optional,
});
const label = z
  .string()
  .max(nodeLimits.label, `is longer than ${nodeLimits.label} characters`)
  .transform((words) => words || null);
const answer = z.strictObject({
  label: text(nodeLimits.answer),
  likelihood: z.number().min(0).max(1).nullable(),
});
const common = { key: z.null(), label, risk };
const end = { ...common, answers: z.array(z.never()).max(0, 'must be empty: the server adds them') };

/** The node as it is kept: what each kind must have, within the limits that a reader and Slack can take. */
const node = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('question'),
    text: text(nodeLimits.question),
    howToTell: z.string().nullable(),
    answers: z.array(answer).min(2, 'a question has 2 to 5').max(nodeLimits.answers, 'a question has 2 to 5'),
  }),
  z.strictObject({ ...end, kind: z.literal('instruction'), text: text(nodeLimits.text) }),
  z.strictObject({ ...end, kind: z.literal('resolution'), text: text(nodeLimits.text) }),
  z.strictObject({ ...end, kind: z.literal('escalation'), text: text(nodeLimits.text) }),
]);

/** A node from the wire as a proposal, or what is wrong with it, each in words for the model. */
export function strictNode(wire: WireNode): { proposal: NodeProposal } | { wrong: string[] } {
  const { kind, text, label, risk, effect, data_loss, undo } = wire;
  const read = node.safeParse({
    key: null,
    kind,
    text: text.trim(),
    label: label.trim(),
    ...(kind === 'question' && { howToTell: tidyHowTo(wire.how_to_tell) }),
    // The buttons of what is no question are the server's; a model that adds its own loses them.
    answers: kind === 'question' ? wire.answers.map(tidyAnswer) : [],
    risk: { level: risk, effect: effect.trim(), dataLoss: data_loss.trim(), undo: undo.trim() },
  });
  if (!read.success)
    return { wrong: read.error.issues.map(({ path, message }) => `${path.join('.') || 'node'}: ${message}`) };
  const answers: NodeProposal['answers'] = scaled(read.data.answers);
  return { proposal: { ...read.data, answers } };
}

/** The question can do without: what is too long to be read out is left out. */
function tidyHowTo(words: string): string | null {
  const tidy = words.trim();
  return tidy === '' || tidy.length > nodeLimits.howToTell ? null : tidy;
}

/** A percentage is a likelihood too; nonsense is none. */
function tidyAnswer({ label, likelihood }: WireNode['answers'][number]) {
  const share = likelihood !== null && likelihood > 1 ? likelihood / 100 : likelihood;
  const usable = share !== null && Number.isFinite(share) && share >= 0 && share <= 1;
  return { label: label.trim(), likelihood: usable ? share : null };
}

/** Likelihoods that add up to more than 1 are brought down to 1 together. */
function scaled(answers: NodeProposal['answers']): NodeProposal['answers'] {
  const sum = answers.reduce((total, { likelihood }) => total + (likelihood ?? 0), 0);
  if (sum <= 1) return answers;
  return answers.map(({ label, likelihood }) => ({
    label,
    likelihood: likelihood === null ? null : likelihood / sum,
  }));
}
