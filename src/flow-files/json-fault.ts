/** Where a text stops being JSON, counted from 1, and what should stand there. */
export interface JsonFault {
  line: number;
  column: number;
  expected: string;
}

type Awaited = 'value' | 'item' | 'name' | 'member' | 'colon' | 'next';

const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its texts.
const openText = /"(?:[^"\\\u0000-\u001f]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*/y;

/** The first fault of a text that is no JSON; null for one that is. The parser's own words name no place, or another one. */
export function jsonFault(text: string): JsonFault | null {
  let at = 0;
  let awaited = 'value' as Awaited;
  const closing: string[] = [];
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const fault = (expected: string): JsonFault => ({ ...placeOf(text, at), expected });

  const step = (then: Awaited): void => {
    at += 1;
    awaited = then;
  };

  for (;;) {
    take(space);
    const char = text[at];
    const end = closing.at(-1);
    const mayClose = awaited === 'item' || awaited === 'member' || awaited === 'next';
    if (mayClose && end !== undefined && char === end) {
      closing.pop();
      step('next');
      continue;
    }
    if (awaited === 'next') {
      if (end === undefined) return char === undefined ? null : fault('the end of the file');
      if (char !== ',') return fault(`a comma or ${end}`);
      step(end === '}' ? 'name' : 'value');
    } else if (awaited === 'colon') {
      if (char !== ':') return fault('a colon');
      step('value');
    } else if (char === '"') {
      take(openText);
      if (text[at] !== '"') return fault('a quotation mark that ends the text');
      step(awaited === 'name' || awaited === 'member' ? 'colon' : 'next');
    } else if (awaited === 'name' || awaited === 'member') {
      return fault('a name in double quotation marks');
    } else if (char === '{' || char === '[') {
      closing.push(char === '{' ? '}' : ']');
      step(char === '{' ? 'member' : 'item');
    } else if (take(scalar)) {
      awaited = 'next';
    } else return fault('a value');
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}
