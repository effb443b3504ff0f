import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../src/flow-files/json-fault.js';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{\n  "id": "x",\n}', 3, 1, 'a name in double quotation marks'],
    ['{\n  "id": "x"\n  "title": 3\n}', 3, 3, 'a comma or }'],
    ['[1, 2', 1, 6, 'a comma or ]'],
    ['[1,]', 1, 4, 'a value'],
    ['{"id" 3}', 1, 7, 'a colon'],
    ["{'id': 3}", 1, 2, 'a name in double quotation marks'],
    ['{"id": "two\nlines"}', 1, 12, 'a quotation mark that ends the text'],
    ['{"id": tru}', 1, 8, 'a value'],
    ['{} {}', 1, 4, 'the end of the file'],
    ['', 1, 1, 'a value'],
  ])('%j', (text, line, column, expected) => {
    expect(jsonFault(text)).toEqual({ line, column, expected });
  });

  it('is found wherever the parser refuses a text, and nowhere else', () => {
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', '"', ',', ':', '{', ']', '\\', '0', '-', '.', 'e', '\n'),
      )
      .map(([json, at, cut, put]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + put + json.slice(place + cut);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(jsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found in nesting that is very deep', () => {
    expect(jsonFault('['.repeat(1_000_000))).toMatchObject({ line: 1, column: 1_000_001 });
  });
});
