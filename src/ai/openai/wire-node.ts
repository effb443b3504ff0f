import { z } from 'zod';

/**
 * The node as it is asked for on the wire: flat, every field required, no unions, no limits. Servers refuse or ignore
 * those, each in its own way; limits are held to afterwards. The text comes first, so that it could be shown early.
 */
export const nodeSchema = {
  type: 'object',
  properties: {
    text: { type: 'string', description: 'What the agent reads: one question, or one thing to do.' },
    kind: { type: 'string', enum: ['question', 'instruction', 'resolution', 'escalation'] },
    label: { type: 'string', description: 'Two to five words for an outline.' },
    answers: {
      type: 'array',
      description: 'For a question, 2 to 5 answers that exclude each other. Empty for every other kind.',
      items: {
        type: 'object',
        properties: {
          label: { type: 'string' },
          likelihood: { type: 'number', description: '0 to 1; all of them add up to at most 1.' },
        },
        required: ['label', 'likelihood'],
        additionalProperties: false,
      },
    },
    how_to_tell: {
      type: 'string',
      description:
        'For a question: where to look to see the answer, changing nothing. For who is not sure. Else empty.',
    },
    risk: {
      type: 'string',
      enum: ['none', 'low', 'disruptive'],
      description:
        'none: only looks. low: undone at once. disruptive: interrupts work or may lose something.',
    },
    effect: {
      type: 'string',
      description: 'For a disruptive step: what it does to the customer. Else empty.',
    },
    data_loss: { type: 'string', description: 'For a disruptive step: what could be lost. Else empty.' },
    undo: { type: 'string', description: 'For a disruptive step: how to go back. Else empty.' },
  },
  required: ['text', 'kind', 'label', 'answers', 'how_to_tell', 'risk', 'effect', 'data_loss', 'undo'],
  additionalProperties: false,
} as const;

const someText = z.string().catch('').default('');

/** What is read of an answer: strict about what a node cannot be without, lenient about the rest. */
export const wireNode = z.object({
  text: z.string(),
  kind: z.enum(['question', 'instruction', 'resolution', 'escalation']),
  label: someText,
  answers: z
    .array(
      z.union([
        z.object({ label: z.string(), likelihood: z.number().nullable().catch(null).default(null) }),
        // Servers that do not hold to the schema often send bare labels.
        z.string().transform((label) => ({ label, likelihood: null })),
      ]),
    )
    .nullish()
    .transform((answers) => answers ?? []),
  how_to_tell: someText,
  risk: z.enum(['none', 'low', 'disruptive']).catch('disruptive').default('none'),
  effect: someText,
  data_loss: someText,
  undo: someText,
});

export type WireNode = z.infer<typeof wireNode>;
