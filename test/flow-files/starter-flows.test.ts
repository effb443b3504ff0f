import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { protocolKeys } from '../../src/ai/built-in/tree-builder.js';
import type { FlowDefinition } from '../../src/domain/flow-definition.js';
import { readFlowFolder } from '../../src/flow-files/read-flow-files.js';

const folder = (path: string) => fileURLToPath(new URL(`../../content/${path}`, import.meta.url));
const files = await readFlowFolder(folder('flows'));
const flows = files.flatMap(({ flow }) => (flow ? [flow] : []));
const categories: { name: string; keywords: string[]; protocol: string; identityGate: boolean }[] =
  JSON.parse(readFileSync(folder('categories.json'), 'utf8'));

/** The longest walk without a repetition, in nodes. */
function longestWalk(flow: FlowDefinition): number {
  const byKey = new Map(flow.nodes.map((node) => [node.key, node]));
  const walk = (key: string, seen: readonly string[]): number => {
    if (seen.includes(key)) return 0;
    const next = byKey.get(key)?.answers.map((answer) => walk(answer.next, [...seen, key])) ?? [];
    return 1 + Math.max(0, ...next);
  };
  return walk(flow.start, []);
}

it('holds the five starter flows', () => {
  expect(files.flatMap(({ findings }) => findings)).toEqual([]);
  expect(flows.map(({ slug }) => slug)).toEqual([
    'account-locked',
    'outlook-cannot-send-or-receive',
    'printer-offline',
    'vpn-cannot-connect',
    'wifi-no-networks',
  ]);
});

describe.each(flows.map((flow) => ({ slug: flow.slug, flow })))('$slug', ({ flow }) => {
  it('has several ways to end well and several to hand over', () => {
    const count = (kind: string) => flow.nodes.filter((node) => node.kind === kind).length;
    expect(count('resolution')).toBeGreaterThan(2);
    expect(count('escalation')).toBeGreaterThan(2);
  });

  it('is short enough to be read aloud and to be walked to its end', () => {
    const longest = { question: 200, instruction: 400, resolution: 400, escalation: 400 };
    for (const { kind, text } of flow.nodes) expect(text.length).toBeLessThanOrEqual(longest[kind]);
    expect(longestWalk(flow)).toBeLessThanOrEqual(20);
  });

  it('checks after every instruction whether it helped, or ends', () => {
    const byKey = new Map(flow.nodes.map((node) => [node.key, node]));
    for (const node of flow.nodes.filter(({ kind }) => kind === 'instruction')) {
      const done = node.answers.find(({ kind }) => kind === 'done');
      expect(byKey.get(done?.next ?? '')?.kind, node.key).not.toBe('instruction');
    }
  });

  it('belongs to a starter category', () => {
    expect(categories.map(({ name }) => name)).toContain(flow.category);
  });
});

it('asks who is calling before anything else about an account', () => {
  const flow = flows.find(({ slug }) => slug === 'account-locked');
  expect(flow?.start).toBe('identity');
});

it('gives every starter category a protocol that exists', () => {
  expect(categories.length).toBeGreaterThan(5);
  for (const { protocol } of categories) expect(protocolKeys).toContain(protocol);
  expect(categories.find(({ protocol }) => protocol === 'access')?.identityGate).toBe(true);
});
