import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { FlowDefinition } from '../../domain/flow-definition.js';
import { oneLine } from '../../domain/text.js';
import { InputError } from '../shared/command.js';

/** A flow as scenarios have it. */
export const scenarioFlow = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().default(''),
  keywords: z.array(z.string()).default([]),
  examples: z.array(z.string()).default([]),
});

const query = z.object({
  text: z.string(),
  /** A flow's id, or `out_of_scope`. */
  expected: z.string(),
  /** Every id that counts as right, the expected one among them. */
  accept: z.array(z.string()).optional(),
  kind: z.enum(['in', 'oos_near', 'oos_far']),
});

const schema = z.object({ name: z.string(), flows: z.array(scenarioFlow), queries: z.array(query) });

export type ScenarioFlow = z.infer<typeof scenarioFlow>;
export type ScenarioQuery = z.infer<typeof query>;

/** A library of flows, and problems of which it is known which flow is right, or that none is. */
export type Scenario = z.infer<typeof schema>;

/** @throws {InputError} unless the file holds a scenario. */
export async function readScenario(path: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new InputError(`There is no file ${path}.`);
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    `${path} holds no scenario of flows and queries: ${issue?.path.join('.')}: ${issue?.message}.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The longest title that can be published. */
const longestTitle = 140;

/** A flow as it is imported: scenarios have no steps, so it ends at once. */
export const definitionOf = (
  { title, description, keywords, examples }: ScenarioFlow,
  at: number,
): FlowDefinition => {
  const name = oneLine(title, longestTitle) || `Flow ${at + 1}`;
  return {
    slug: `flow-${at + 1}`,
    title: name,
    description,
    category: null,
    keywords,
    examples,
    start: 'end',
    nodes: [{ key: 'end', kind: 'resolution', text: name, label: null, answers: [] }],
  };
};
