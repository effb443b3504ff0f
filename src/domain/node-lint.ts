import type { NodeProposal, NodeRequest } from './draft.js';
import { depthCap } from './flow.js';
import { checkAnswers } from './lint/answers.js';
import type { Danger } from './lint/danger.js';
import { dangersIn } from './lint/dangers.js';
import { error, type LintFinding, warning } from './lint/finding.js';
import { inventedReferences } from './lint/grounded.js';
import { jaccard, onlyAsks, plainWords, wordSet } from './lint/plain-words.js';
import { asksForSecret } from './lint/secrets-asked.js';
import { foreignAlphabets, slackSafety } from './lint/slack-safety.js';
import { isDisruptive, touchesAccess } from './lint/touches.js';

/** Longest texts of a node, in characters: what an agent can read aloud, and what Slack shows on a button. */
export const nodeLimits = {
  question: 200,
  text: 600,
  answer: 75,
  label: 60,
  howToTell: 200,
  risk: 200,
  answers: 5,
} as const;

/** From here on two texts ask the same; from the second on they may. */
const sameFrom = { error: 0.7, warning: 0.5 } as const;

type Conversation = Pick<NodeRequest, 'problem' | 'path' | 'context' | 'depth'>;

/**
 * What is wrong with a node that a model (or the protocol, or a flow's author) wrote, by rules alone; no model is asked.
 * A node with an error is never shown. What the server adds itself (who is calling, verify, confirm) is not looked for.
 */
export function lintNode(node: NodeProposal, conversation: Conversation): LintFinding[] {
  return [
    ...lintWords(node, conversation),
    ...checkAnswers(node.kind === 'question' ? node.answers.map(({ label }) => label) : []),
    ...checkSize(node),
    ...checkReading(node),
    ...checkHowToTell(node),
    ...checkChange(node, conversation),
    ...checkGate(node),
    ...checkRepeats(node, conversation),
    ...checkEnd(node, conversation),
  ];
}

/** The part of the lint that people's own flows pass too: nothing dangerous, no secrets, nothing made up, safe in Slack. */
export function lintWords(
  node: NodeProposal,
  { problem, context, path }: Pick<NodeRequest, 'problem' | 'path' | 'context'>,
): LintFinding[] {
  const asked = [problem, ...context, ...path.flatMap(wordsOf)].join('\n');
  const found = allTexts(node).flatMap((text) => [
    ...slackSafety(text),
    ...foreignAlphabets(text, asked),
    ...inventedReferences(text, asked),
    ...dangersIn(text).map((danger) => error('dangerous', dangerWords[danger])),
    ...(asksForSecret(text)
      ? [error('secret', 'Nobody tells, shows or writes down a password or a code.')]
      : []),
  ]);
  const isFirst = ({ rule, message }: LintFinding, index: number) =>
    index === found.findIndex((one) => one.rule === rule && one.message === message);
  return found.filter(isFirst);
}

const wordsOf = ({ text, answerLabel }: NodeRequest['path'][number]): string[] => [text, answerLabel];

/** Every text of a node that somebody could come to see; and the whole, for what is spread over several. */
function allTexts({ text, label, howToTell, answers, risk }: NodeProposal): string[] {
  const parts = [
    text,
    label,
    howToTell,
    risk.effect,
    risk.dataLoss,
    risk.undo,
    ...answers.map((answer) => answer.label),
  ];
  const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return [...texts, texts.join('\n')];
}

const dangerWords: Record<Danger, string> = {
  wipe: 'It deletes or overwrites something. Escalate instead.',
  protection_off: 'It weakens a protection. Escalate instead.',
  remote_code: 'It runs or installs something from elsewhere. Escalate instead.',
  registry: 'It changes the registry or a policy. Escalate instead.',
  firmware: 'It changes firmware. Escalate instead.',
  hardware: 'It could hurt somebody or break the device. Escalate instead.',
  accounts: 'It changes accounts or rights, or uses those of another. Escalate instead.',
  infrastructure: 'It touches what others depend on. Escalate instead.',
  fraud: 'It sends money or data away. Leave it out.',
};

function checkSize({ kind, text, label, answers }: NodeProposal): LintFinding[] {
  const longest = kind === 'question' ? nodeLimits.question : nodeLimits.text;
  const found: LintFinding[] = [];
  if (text.length > longest) found.push(error('readable', `The text is longer than ${longest} characters.`));
  if ((label?.length ?? 0) > nodeLimits.label) found.push(error('readable', 'The label is too long.'));
  if (answers.some((answer) => answer.label.length > nodeLimits.answer))
    found.push(error('answers', `An answer is longer than ${nodeLimits.answer} characters.`));
  if (kind === 'question' && (answers.length < 2 || answers.length > nodeLimits.answers))
    found.push(error('answers', `A question has 2 to ${nodeLimits.answers} answers.`));
  if (kind !== 'question' && answers.length > 0) found.push(error('answers', 'Only a question has answers.'));
  return found;
}

function checkReading({ kind, text }: Pick<NodeProposal, 'kind' | 'text'>): LintFinding[] {
  const found: LintFinding[] = [];
  if (!/\p{L}{2}/u.test(text)) found.push(error('readable', 'The text has no words.'));
  if (/\n\s*\n\s*\n|(?:\n.*){8}/.test(text)) found.push(error('readable', 'The text has too many lines.'));
  if (/(.)\1{9}|(\p{L}+\W+)\2{5}/u.test(text)) found.push(error('readable', 'The text repeats itself.'));
  if (/\S{60}/.test(text)) found.push(error('readable', 'A word is longer than any word.'));
  if (kind === 'question' && (text.match(/\?/g) ?? []).length > 1)
    found.push(error('readable', 'One question per node.'));
  if (
    /["{[]\s*"?(?:text|kind|answers|role|system)"?\s*:/.test(text) ||
    /(?:system|assistant|user)\s*:\s/i.test(text)
  )
    found.push(error('readable', 'It shows JSON or a conversation.'));
  return found;
}

/** How to find out is a look: whatever is to be changed is an instruction, with all that the server puts around it. */
function checkHowToTell({ howToTell }: NodeProposal): LintFinding[] {
  if (!howToTell) return [];
  const found = checkReading({ kind: 'instruction', text: howToTell });
  if (howToTell.length > nodeLimits.howToTell)
    found.push(error('readable', `how_to_tell is longer than ${nodeLimits.howToTell} characters.`));
  if (isDisruptive(howToTell) || touchesAccess(howToTell))
    found.push(error('one_change', 'how_to_tell only looks and changes nothing.'));
  return found;
}

/** One change at a time; what interrupts says what it does; looking comes before changing. */
function checkChange({ kind, text, risk }: NodeProposal, { path }: Conversation): LintFinding[] {
  if (kind !== 'instruction') return [];
  const found: LintFinding[] = [];
  const listed = (text.match(/(?:^|\s)(?:\d{1,2}[.)]|step \d+:?|schritt \d+:?|[-•*])\s/gi) ?? []).length;
  if (listed > 1) found.push(error('one_change', 'One change per step: no list.'));
  const interrupts = risk.level === 'disruptive' || isDisruptive(text);
  if (interrupts && path.every((entry) => entry.kind !== 'question'))
    found.push(warning('order', 'It interrupts before anything was looked at.'));
  return found;
}

/**
 * What a model's step that interrupts must say, so that the server can ask for consent before it. The protocols' and the
 * authors' steps say in their text that work is to be saved.
 */
export function lintRisk({ kind, text, risk }: NodeProposal): LintFinding[] {
  const interrupts = risk.level === 'disruptive' || isDisruptive(text);
  if (kind !== 'instruction' || !interrupts || (risk.effect !== null && risk.undo !== null)) return [];
  return [
    error('one_change', 'What interrupts or removes is risk "disruptive", with effect, data_loss and undo.'),
  ];
}

/** Only before an instruction does the server ask who is calling; what opens an account must not hide in another kind. */
function checkGate({ kind, text }: NodeProposal): LintFinding[] {
  const hides = (kind === 'question' || kind === 'resolution') && touchesAccess(text) && !onlyAsks(text);
  return hides ? [error('dangerous', 'A step that changes access is an instruction.')] : [];
}

const asksWhetherItWorks =
  /\b(?:work|works|working|solved|fixed|resolved|gone|back|better|help|helped|restored|again|still|same|happens?|funktioniert|geht|behoben|fonctionne|resolu|funciona|resuelto)\b/;

/** Asking whether something helped is no repetition, once something was tried. */
function checkRepeats(node: NodeProposal, { path }: Conversation): LintFinding[] {
  const isEnd = node.kind === 'resolution' || node.kind === 'escalation';
  const verifies = path.at(-1)?.kind === 'instruction' && asksWhetherItWorks.test(plainWords(node.text));
  if (isEnd || (node.kind === 'question' && verifies)) return [];
  const words = wordSet(node.text);
  const alike = Math.max(
    0,
    ...path.filter(({ kind }) => kind === node.kind).map(({ text }) => jaccard(words, wordSet(text))),
  );
  if (alike >= sameFrom.error)
    return [error('repeated', 'The path has this already. Ask or do something else.')];
  return alike >= sameFrom.warning ? [warning('repeated', 'The path may have this already.')] : [];
}

/** The server ends a walk at the cap with an escalation; a model that ends it a step before can say why. */
function checkEnd({ kind }: NodeProposal, { depth }: Conversation): LintFinding[] {
  const ends = kind === 'resolution' || kind === 'escalation';
  return depth >= depthCap - 1 && !ends ? [warning('ends', 'With one step left a walk should end.')] : [];
}
