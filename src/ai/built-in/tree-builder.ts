import { type NodeProposal, type NodeRequest, noRisk, type PathEntry } from '../../domain/draft.js';
import { lintNode } from '../../domain/node-lint.js';
import { noUsage, type TreeBuilder } from '../tree-builder.js';
import { access } from './protocols/access.js';
import { email } from './protocols/email.js';
import { general } from './protocols/general.js';
import { hardware } from './protocols/hardware.js';
import { network } from './protocols/network.js';
import { printing } from './protocols/printing.js';
import type { End, Protocol, TriageQuestion, Way } from './protocols/protocol.js';
import { software } from './protocols/software.js';
import { identity, triage } from './protocols/triage.js';
import { vpn } from './protocols/vpn.js';

const protocols = { network, vpn, printing, email, access, hardware, software, general };

/** What a category's `protocol` can name; anything else is walked by `general`. */
export const protocolKeys = Object.keys(protocols);

/**
 * Walks the category's triage protocol; no model is asked. The same path always gives the same node, so that a draft
 * can be walked on after a restart and by others, and goes on where a model began. Its longest path ends one node before the depth cap, where the
 * server would write its own end.
 */
export const builtInTreeBuilder: TreeBuilder = {
  id: 'built_in@1',
  source: 'built_in',
  nextNode: async (request) => ({
    proposal: protocolNodeAfterOthers(request),
    source: 'built_in',
    rejected: [],
    usage: noUsage,
    ms: 0,
  }),
};

function partsOf({ category }: Pick<NodeRequest, 'category'>) {
  const protocol = new Map<string, Protocol>(Object.entries(protocols)).get(category.protocol) ?? general;
  const gated = category.identityGate || category.protocol === 'access';
  return { protocol, questions: [...(gated ? [identity] : []), ...triage, protocol.isolate] };
}

/**
 * The protocol's node where a path has nodes that others wrote: the first of its questions and fixes that the path
 * does not have yet, by key or in other words. From its own nodes the protocol goes on as always.
 */
export function protocolNodeAfterOthers(request: NodeRequest): NodeProposal {
  const { path } = request;
  const { protocol, questions } = partsOf(request);
  const last = path.at(-1);
  const isOurs = (key: string) => /^(?:fix|check):/.test(key) || questions.some((one) => one.key === key);
  if (!last || (last.key !== null && isOurs(last.key))) return protocolNode(request);
  const keys = new Set(path.map(({ key }) => key));
  const fixes = plannedFixes(protocol, path);
  const candidates = [
    ...questions.filter(({ key }) => !keys.has(key)).map((question) => asked(question, path)),
    ...fixes.filter((key) => !keys.has(`fix:${key}`)).map((key) => tried(key, protocol, path)),
  ];
  const fits = (node: NodeProposal) => lintNode(node, request).every(({ level }) => level !== 'error');
  return candidates.find(fits) ?? escalation(path);
}

function protocolNode(request: NodeRequest): NodeProposal {
  const { path } = request;
  const { protocol, questions } = partsOf(request);
  const last = path.at(-1);
  if (!last) return asked(questions[0], path);
  const place = questions.findIndex(({ key }) => key === last.key);
  const question = questions[place];
  if (!question) return afterFix(last, protocol, path);
  const way = chosen(question, last);
  if (way === 'next') return asked(questions[place + 1], path);
  if ('end' in way) return ending(way.end);
  return tried(way.fixes[0], protocol, path);
}

/** Where the answer leads. What the protocol did not offer ("Not sure") leads where the question says. */
function chosen(question: TriageQuestion, { answerKind, answerLabel }: PathEntry): Way {
  if (answerKind !== 'choice') return question.otherwise;
  return question.answers.find(({ label }) => label === answerLabel)?.leadsTo ?? question.otherwise;
}

/** After a fix comes the check; after a check that failed, or a fix that was not done, the next fix. */
function afterFix(last: PathEntry, protocol: Protocol, path: readonly PathEntry[]): NodeProposal {
  const [part, fix = ''] = (last.key ?? '').split(':');
  if (part === 'fix' && last.answerKind === 'done') return check(fix);
  if (part === 'check' && last.answerKind === 'choice' && last.answerLabel === 'Yes')
    return solved(fix, protocol);
  const planned = plannedFixes(protocol, path);
  return tried(planned[planned.indexOf(fix) + 1], protocol, path);
}

function plannedFixes(protocol: Protocol, path: readonly PathEntry[]): readonly string[] {
  const swapped = path.find(({ key }) => key === protocol.isolate.key);
  const way = swapped && chosen(protocol.isolate, swapped);
  return typeof way === 'object' && 'fixes' in way ? way.fixes : [];
}

function asked(question: TriageQuestion | undefined, path: readonly PathEntry[]): NodeProposal {
  if (!question) return escalation(path);
  const { key, text, label, howToTell, answers } = question;
  return { key, kind: 'question', text, label, howToTell, answers: choices(answers), risk: noRisk };
}

function tried(key: string | undefined, { fixes }: Protocol, path: readonly PathEntry[]): NodeProposal {
  const fix = key === undefined ? undefined : fixes[key];
  if (!fix) return escalation(path);
  // Harmless by the protocol's own rule, and checked by the protocol itself.
  return {
    key: `fix:${key}`,
    kind: 'instruction',
    text: fix.text,
    label: fix.label,
    answers: [],
    risk: noRisk,
  };
}

const choices = (answers: readonly { label: string }[]): NodeProposal['answers'] =>
  answers.map(({ label }) => ({ label, likelihood: null }));

const check = (fix: string): NodeProposal => ({
  key: `check:${fix}`,
  kind: 'question',
  text: 'Is it working now? Let the customer do the same step again.',
  label: 'Working now?',
  answers: choices([{ label: 'Yes' }, { label: 'No' }]),
  risk: noRisk,
});

const ending = ({ key, kind, text, label }: End): NodeProposal => ({
  key,
  kind,
  text,
  label,
  answers: [],
  risk: noRisk,
});

const solved = (fix: string, { fixes }: Protocol): NodeProposal =>
  ending({
    key: `end:solved:${fix}`,
    kind: 'resolution',
    label: 'Solved',
    text: `Solved by this: ${fixes[fix]?.label ?? fix}. Ask the customer to call again if it comes back.`,
  });

/** Says what was found, so that engineering starts where the agent stopped. */
function escalation(path: readonly PathEntry[]): NodeProposal {
  const found = findings
    .map(({ key, word }) => ({ word, answer: path.find((entry) => entry.key === key)?.answerLabel }))
    .flatMap(({ word, answer }) => (answer === undefined ? [] : [`${word}: ${answer}`]));
  const text = ['Nothing here has helped. Escalate with what was found', ...found].join('. ');
  return ending({ key: 'end:escalate', kind: 'escalation', label: 'Not solved', text: `${text}.` });
}

const findings = [
  { key: 'scope', word: 'Affected' },
  { key: 'impact', word: 'Impact' },
  { key: 'changed', word: 'Changed before' },
  { key: 'reproduce', word: 'Happens' },
  { key: 'isolate', word: 'Swap' },
] as const;
