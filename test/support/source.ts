/** A function at the top of a file, as its text stands there. */
export interface Declared {
  name: string;
  exported: boolean;
  /** The docstring before it, or ''. */
  doc: string;
  /** How many lines it has, without the functions inside it: those are listed by themselves. */
  lines: number;
  body: string;
}

const heads = [
  /^(export )?(?:async )?function\*? (\w+)/,
  /^(export )?const (\w+)(?:: [^=]+)? =\s*(?:<[^>]+>)?\s*(?:async )?\(/,
];

/**
 * The functions at the top of a file. Reads the layout that the formatter gives every file: a declaration begins in
 * the first column and ends with the next line that closes it there.
 */
export function functionsOf(source: string): Declared[] {
  const lines = source.split('\n');
  return lines.flatMap((line, index) => {
    const head = heads.map((pattern) => pattern.exec(line)).find((match) => match !== null);
    if (!head) return [];
    const last = lastLineOf(lines, index);
    const text = lines.slice(index, last + 1);
    if (!text.join('\n').includes('=>') && !/\bfunction\b/.test(line)) return [];
    const { own, inner } = apart(text);
    const name = head[2] ?? '';
    return [
      { name, exported: head[1] !== undefined, doc: docBefore(lines, index), lines: own, body: bodyOf(text) },
      ...inner.map((one) => ({ ...one, name: `${name}.${one.name}`, exported: false, doc: '', body: '' })),
    ];
  });
}

function lastLineOf(lines: readonly string[], first: number): number {
  if (/;$/.test(lines[first] ?? '')) return first;
  const after = lines
    .slice(first + 1)
    .findIndex((line) => /^[^\s)]/.test(line) && !/^\) *(:|=>)/.test(line) && !/^\}[:)]/.test(line));
  if (after === -1) return lines.length - 1;
  const end = first + 1 + after;
  return /^[}\])]/.test(lines[end] ?? '') ? end : end - 1;
}

const nested = /^( {2}(?:async )?function |(?: {4}| {6})(?:async )?)(\w+)[(<].*\{$/;
const control = new Set(['if', 'for', 'while', 'switch']);

/** The functions and methods that stand inside a function, and how many lines are left without them. */
function apart(text: readonly string[]): { own: number; inner: { name: string; lines: number }[] } {
  const inner: { name: string; lines: number }[] = [];
  let own = 0;
  for (let index = 0; index < text.length; index += 1) {
    const head = index === 0 ? null : nested.exec(text[index] ?? '');
    const name = head?.[2] ?? '';
    const indent = /^ */.exec(text[index] ?? '')?.[0] ?? '';
    const length = text.slice(index).findIndex((line) => new RegExp(`^${indent}\\},?$`).test(line));
    if (!head || control.has(name) || length < 1) {
      own += 1;
      continue;
    }
    inner.push({ name, lines: length + 1 });
    index += length;
  }
  return { own, inner };
}

function docBefore(lines: readonly string[], index: number): string {
  if (!/\*\/$/.test(lines[index - 1] ?? '')) return '';
  let first = index - 1;
  while (first > 0 && !/^\/\*\*/.test(lines[first] ?? '')) first -= 1;
  return lines.slice(first, index).join('\n');
}

/** What stands between the braces, without its indentation. */
function bodyOf(text: readonly string[]): string {
  const opening = text.findIndex(
    (line) => /\{$/.test(line) && (/\)[^)]*\{$/.test(line) || /=> \{$/.test(line)),
  );
  return text
    .slice(opening + 1, -1)
    .map((line) => line.slice(2))
    .join('\n');
}

/** The statements of a body, one text each. */
export const statementsOf = (body: string): string[] =>
  body
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .filter((line) => !line.startsWith('//'));
