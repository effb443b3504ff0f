import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../shared/command.js';
import { type ScenarioFlow, scenarioFlow } from './scenario.js';

/** One problem of a kind that breaks matchers. */
export interface HardCase {
  kind: string;
  text: string;
  /** The flows that are right, by id; two where the problem is two, none where nothing is. */
  flows: string[];
  /** Kept aside: nobody looked at these while the rules were made. */
  final: boolean;
}

const librarySchema = z.array(scenarioFlow);

/** The hard cases of a folder: library.json, and a file for each kind with a line `flow, flow | problem` for each. */
export async function readHardCases(folder: string): Promise<{ library: ScenarioFlow[]; cases: HardCase[] }> {
  const names = await readdir(folder).catch(() => {
    throw new InputError(`There is no folder ${folder}.`);
  });
  const library = librarySchema.parse(JSON.parse(await readFile(join(folder, 'library.json'), 'utf8')));
  const cases: HardCase[] = [];
  for (const name of names.filter((one) => one.endsWith('.txt')).sort())
    cases.push(...casesIn(basename(name, '.txt'), await readFile(join(folder, name), 'utf8')));
  return { library, cases };
}

/** Every third one is kept for the final check. */
const finalEvery = 3;

const casesIn = (kind: string, content: string): HardCase[] =>
  content
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line, at) => {
      const border = line.indexOf(' | ');
      const flows = line.slice(0, border).split(', ');
      return {
        kind,
        text: line.slice(border + 3).replaceAll('\\n', '\n'),
        flows: flows[0] === 'none' ? [] : flows,
        final: at % finalEvery === finalEvery - 1,
      };
    });
