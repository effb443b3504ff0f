import { z } from 'zod';

const id = z.union([z.string().trim().min(1), z.int()]).transform(String);

const answer = z.object({ label: z.string(), next: id, not_sure: z.boolean().default(false) });

const node = z.object({
  id,
  type: z.enum(['question', 'instruction', 'resolution', 'escalation', 'escalate']),
  text: z.string(),
  label: z.string().nullish(),
  how_to_tell: z.string().nullish(),
  answers: z.array(answer).default([]),
});

/**
 * A flow file: one JSON object. `id` becomes the flow's slug; `keywords` and `examples` help the matcher; what is not
 * named here (such as `faqs`) is passed over. `escalate` is another word for `escalation`. `how_to_tell` says of a
 * question how its answer can be seen: who presses "Not sure" reads it first. An answer with `not_sure` is that of who
 * cannot tell, also where nothing says how to.
 */
export const flowFileSchema = z.object({
  id,
  title: z.string(),
  description: z.string().default(''),
  category: z.string().nullish(),
  keywords: z.array(z.string()).default([]),
  examples: z.array(z.string()).default([]),
  start: id,
  nodes: z.array(node),
});

export type FlowFileContent = z.infer<typeof flowFileSchema>;

/** What is wrong with the shape, a sentence each: where, and what should stand there. */
export function shapeProblems(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${placeOf(issue.path)}: ${problemOf(issue)}`);
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return 'This is empty.';
  const expected = expectedBy(issue);
  if (!expected) return `${issue.message}.`;
  return issue.input === undefined
    ? `This is missing; it should be ${expected}.`
    : `This should be ${expected}.`;
}

function expectedBy(issue: z.core.$ZodIssue): string | null {
  switch (issue.code) {
    case 'invalid_union':
      return 'text or a whole number';
    case 'invalid_value':
      return `one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`;
    case 'invalid_type':
      return typeWords[issue.expected] ?? null;
    default:
      return null;
  }
}

const typeWords: Record<string, string> = {
  string: 'text in quotation marks',
  array: 'a list in square brackets',
  object: 'an object in braces',
  boolean: 'true or false',
};

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, part) =>
      typeof part === 'number'
        ? `${place}[${part}]`
        : place === ''
          ? String(part)
          : `${place}.${String(part)}`,
    '',
  ) || 'the file';
