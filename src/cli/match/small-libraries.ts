import { createHash } from 'node:crypto';
import type { Scenario, ScenarioQuery } from './scenario.js';

/** How many flows a desk has at first; nobody publishes a scenario of so few. */
const sizes = [1, 2, 4, 8] as const;

/** So many problems of each kind are asked of each of them. */
const mostProblems = 40;

/** What lessons of small libraries count beside one of a whole scenario: all of a scenario's together a third. */
export const smallWeight = 0.08;

/**
 * Libraries as desks have them at first: a few flows of a scenario with the problems that are theirs, its other
 * problems being ones that no flow fits. Always the same ones.
 */
export function smallLibraries({ name, flows, queries }: Scenario): Scenario[] {
  const inside = queries.filter(({ kind }) => kind === 'in');
  const known = new Set(flows.map(({ id }) => id));
  const asked = [...new Set(inside.map(({ expected }) => expected))].filter((id) => known.has(id));
  return sizes
    .filter((size) => size < asked.length)
    .map((size) => {
      const chosen = new Set(mixed(asked, `${name}/${size}`, (id) => id).slice(0, size));
      const isTheirs = ({ expected, accept = [] }: ScenarioQuery) =>
        [expected, ...accept].some((id) => chosen.has(id));
      const some = (of: readonly ScenarioQuery[]) =>
        mixed(of, `${name}/${size}`, ({ text }) => text).slice(0, mostProblems);
      const others = queries.filter((query) => query.kind !== 'in' || !isTheirs(query));
      return {
        name: `${name}/${size}`,
        flows: flows.filter(({ id }) => chosen.has(id)),
        queries: [
          ...some(inside.filter(isTheirs)),
          ...some(others).map(({ text }) => ({ text, expected: 'out_of_scope', kind: 'oos_near' as const })),
        ],
      };
    });
}

/** In an order that looks like chance and is always the same. */
function mixed<One>(all: readonly One[], salt: string, keyOf: (one: One) => string): One[] {
  const place = (one: One) =>
    createHash('sha256')
      .update(`${salt} ${keyOf(one)}`)
      .digest('hex');
  return all
    .map((one) => ({ one, place: place(one) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);
}
