import { ModelError } from '../model-error.js';
import type { Reply } from './ask.js';
import { jsonOrNull } from './json.js';
import { type WireNode, wireNode } from './wire-node.js';

/** An answer as a node, or what is wrong with it in words that a repair can go by. */
export type ReadReply = { node: WireNode } | { wrong: string };

/**
 * Finds the node in an answer, wherever the server put it: bare, fenced, after a model's thoughts, or among them.
 * @throws {ModelError} `refused`, `empty` or `cut` where there is no answer to find one in
 */
export function readReply(reply: Reply): ReadReply {
  let wrong: string | null = null;
  for (const text of [withoutThoughts(reply.content), reply.reasoning])
    for (const candidate of objectsIn(text)) {
      const read = wireNode.safeParse(candidate);
      if (read.success) return { node: read.data };
      wrong ??= read.error.issues
        .map(({ path, message }) => `${path.join('.') || 'node'}: ${message}`)
        .join('; ');
    }
  if (wrong !== null) return { wrong };
  throw whyNone(reply);
}

function whyNone({ content, reasoning, refusal, finish }: Reply): ModelError {
  if (refusal !== '' || finish === 'content_filter')
    return new ModelError('refused', 'The model would not answer');
  if (finish === null || finish === 'length') {
    const nothing = content === '' && reasoning === '' && finish === null;
    return nothing
      ? new ModelError('empty', 'The answer is empty')
      : new ModelError('cut', 'The answer ended in the middle');
  }
  if (content.trim() === '') return new ModelError('empty', 'The answer is empty');
  return new ModelError('bad_output', 'The answer is no node');
}

const withoutThoughts = (text: string): string => text.replace(/<think(ing)?>[\s\S]*?<\/think(ing)?>/gi, '');

/** More braces than a node has are not looked through. */
const mostStarts = 50;

/** Every outermost JSON object in a text, in order; fences and words around them do not matter. */
function* objectsIn(text: string): Generator<unknown> {
  let from = 0;
  for (let tries = 0; tries < mostStarts; tries += 1) {
    const start = text.indexOf('{', from);
    if (start < 0) return;
    const end = endOfObject(text, start);
    const parsed = end === null ? null : jsonOrNull(text.slice(start, end));
    if (parsed !== null) yield parsed;
    from = parsed === null || end === null ? start + 1 : end;
  }
}

function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
