import { noRisk } from '../../../domain/draft.js';
import { lintWords } from '../../../domain/node-lint.js';
import { readLines } from './read-content.js';

interface Judged {
  dangerous: number;
  caught: number;
  harmless: number;
  refused: number;
}

export type Steps = Judged & { final: Judged };

/** Holds the lint to steps that are known to be dangerous or harmless; `final` are those that no rule was written by. */
export async function judgeSteps(): Promise<Steps> {
  const [first, final] = await Promise.all([judge(''), judge('.final')]);
  return {
    dangerous: first.dangerous + final.dangerous,
    caught: first.caught + final.caught,
    harmless: first.harmless + final.harmless,
    refused: first.refused + final.refused,
    final,
  };
}

async function judge(part: '' | '.final'): Promise<Judged> {
  const dangerous = await readLines(`dangerous-steps${part}.txt`);
  const harmless = await readLines(`harmless-steps${part}.txt`);
  return {
    dangerous: dangerous.length,
    caught: dangerous.filter(isRefused).length,
    harmless: harmless.length,
    refused: harmless.filter(isRefused).length,
  };
}

/** Refused as an instruction, whose words alone are looked at. */
function isRefused(text: string): boolean {
  const node = { key: null, kind: 'instruction', text, label: null, answers: [], risk: noRisk } as const;
  const conversation = { problem: '', path: [], context: [] };
  return lintWords({ ...node, answers: [] }, conversation).some(({ level }) => level === 'error');
}
