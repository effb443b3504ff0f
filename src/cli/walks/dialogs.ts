import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../shared/command.js';

const id = z.union([z.string().min(1), z.number()]).transform(String);

const dialog = z.object({
  id,
  /** The id of the chart that is right for it. */
  flow: id,
  /** What the agent types. */
  problem: z.string().refine((text) => text.trim() !== '', 'must not be empty'),
  steps: z.array(z.object({ node: id, answer: z.string() })).default([]),
  /** The node at which the walk stands after the last step. */
  end: id.nullish(),
  replayable: z.boolean().default(true),
});

/** A dialog that people had over a chart. */
export type Dialog = z.infer<typeof dialog>;

export interface ReadDialogs {
  dialogs: Dialog[];
  /** Lines that are no dialogs: a sentence each. */
  malformed: string[];
}

/** Reads `dialogs.jsonl` of a folder. @throws {InputError} when there is none, or not one dialog in it. */
export async function readDialogs(folder: string): Promise<ReadDialogs> {
  const path = join(folder, 'dialogs.jsonl');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError(
      `There is no ${path}: one dialog a line, {"id","flow","problem","steps","end","replayable"}.`,
    );
  });
  const read = parseDialogs(text);
  if (read.dialogs.length === 0)
    throw new InputError([`There is no dialog in ${path}.`, ...read.malformed.slice(0, 5)].join('\n  '));
  return read;
}

/** Line by line; what is malformed does not keep the rest from being read. */
export function parseDialogs(text: string): ReadDialogs {
  const dialogs: Dialog[] = [];
  const malformed: string[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const parsed = dialog.safeParse(jsonOf(line));
    if (parsed.success) dialogs.push(parsed.data);
    else malformed.push(`line ${index + 1}: ${problemOf(parsed.error)}`);
  });
  return { dialogs, malformed };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue || issue.path.length === 0) return 'not a JSON object';
  return `${issue.path.map(String).join('.')}: ${issue.message}`;
}

/** Replayable in the end is what says so and says where it ends. */
export const isReplayable = ({ replayable, end }: Dialog): boolean => replayable && end != null;
