import type { FlowNode } from '../domain/flow.js';
import { hasPlaceholder } from '../domain/redact.js';
import { redactionOfWalk } from '../domain/walk-redaction.js';
import type { Db } from './db.js';
import { problemOf } from './intake-store.js';

/** A built text as the readers of one walk see it. */
export type OwnWords = (text: string) => string;

/**
 * Puts what this walk's customer is called by back into built texts; what was not said in this walk is told by what it
 * is, and a secret never. Reads the walk only where there is anything to put back.
 */
export async function ownWords(
  db: Db,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  texts: readonly (string | null | undefined)[],
): Promise<OwnWords> {
  if (!texts.some((text) => text != null && hasPlaceholder(text))) return (text) => text;
  const session = await db.session.findUniqueOrThrow({
    where: { accountId_id: { accountId, id: sessionId } },
    select: {
      ticket: { include: { intake: true } },
      notes: { select: { text: true, at: true } },
      steps: { where: { kind: 'answer', text: { not: null } }, select: { text: true, at: true } },
    },
  });
  const said = [...session.notes, ...session.steps].map(({ text, at }) => ({ text: text ?? '', at }));
  return redactionOfWalk(problemOf(session.ticket.intake), said).show;
}

/** A node with the walk's own words in it. Authors write what they mean: only what was built is looked at. */
export async function inOwnWords(
  db: Db,
  walk: { accountId: string; sessionId: string },
  node: FlowNode,
): Promise<FlowNode> {
  if (node.source === 'author') return node;
  const { text, label, howToTell, answers } = node;
  const own = await ownWords(db, walk, [text, label, howToTell, ...answers.map((answer) => answer.label)]);
  return {
    ...node,
    text: own(text),
    label: label && own(label),
    howToTell: howToTell && own(howToTell),
    answers: answers.map((answer) => ({ ...answer, label: own(answer.label) })),
  };
}

/** The text of the node that a walk is at. */
export async function textInOwnWords(
  db: Db,
  session: { accountId: string; id: string; currentNode: { text: string } | null },
): Promise<string | null> {
  const text = session.currentNode?.text ?? null;
  return text && (await ownWords(db, { accountId: session.accountId, sessionId: session.id }, [text]))(text);
}
