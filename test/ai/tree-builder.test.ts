import { describe, expect, it } from 'vitest';
import { builtInTreeBuilder, protocolKeys } from '../../src/ai/built-in/tree-builder.js';
import type { NewNode, NodeRequest, PathEntry } from '../../src/domain/draft.js';
import { depthCap, isTerminal } from '../../src/domain/flow.js';
import { growthOf } from '../../src/domain/growth.js';
import { freeCall } from '../support/nodes.js';

const request = (protocol: string, path: PathEntry[] = [], identityGate = false): NodeRequest => ({
  problem: 'It does not work',
  category: { name: 'Some category', protocol, identityGate },
  path,
  depth: path.length + 1,
  context: [],
});

async function nodeAfter(asked: NodeRequest): Promise<NewNode> {
  const { depth, path, category } = asked;
  const gated = category.identityGate || category.protocol === 'access';
  const { proposal, source } = await builtInTreeBuilder.nextNode(asked, freeCall);
  const [node, ...others] = growthOf(proposal, { source, depth, path, gated });
  // The protocols ask who is calling and check their fixes themselves.
  if (!node || others.length > 0) throw new Error(`The server adds to ${proposal.key}`);
  return node;
}

interface Walk {
  path: PathEntry[];
  end: NewNode;
}

/** Every path there is, "Not sure" included; the same place after the same answers is asked for once. */
async function allWalks(protocol: string, identityGate: boolean): Promise<Walk[]> {
  const walks: Walk[] = [];
  const open: PathEntry[][] = [[]];
  for (let path = open.pop(); path; path = open.pop()) {
    if (path.length >= depthCap) throw new Error(`Too long: ${path.map((entry) => entry.key).join(' > ')}`);
    const node = await nodeAfter(request(protocol, path, identityGate));
    if (isTerminal(node)) walks.push({ path, end: node });
    for (const { label, kind } of node.answers)
      open.push([
        ...path,
        { key: node.key, kind: node.kind, text: node.text, answerLabel: label, answerKind: kind },
      ]);
  }
  return walks;
}

describe.each(protocolKeys.flatMap((key) => [false, true].map((gate) => ({ key, gate }))))(
  'the $key protocol, identity gate $gate',
  ({ key, gate }) => {
    it('ends every path before the depth cap, in a resolution or an escalation', async () => {
      const walks = await allWalks(key, gate);
      const kinds = new Set(walks.map(({ end }) => end.kind));
      expect(kinds).toEqual(new Set(['resolution', 'escalation']));
      // At the cap itself the server writes its own escalation, over a resolution too.
      expect(Math.max(...walks.map(({ end }) => end.depth))).toBeLessThan(depthCap);
    });

    it('keeps its texts short, asks for no secret and no question twice', async () => {
      const walks = await allWalks(key, gate);
      const longest = { question: 200, instruction: 400, resolution: 400, escalation: 400 };
      const texts = new Map(
        walks.flatMap(({ path, end }) => [...path, end]).map((node) => [node.text, node.kind]),
      );
      for (const [text, kind] of texts) {
        expect(text.length).toBeLessThanOrEqual(longest[kind]);
        expect(text).not.toMatch(/(tell|give|send|read out|what is)[^.]*(password|code|pin)\b/i);
      }
      const repeated = walks.filter(({ path }) => new Set(path.map((entry) => entry.key)).size < path.length);
      expect(repeated).toEqual([]);
    });
  },
);

const answer = (key: string, label: string, kind: PathEntry['answerKind'] = 'choice'): PathEntry => ({
  key,
  kind: 'question',
  text: '',
  answerLabel: label,
  answerKind: kind,
});

const triaged = [
  answer('scope', 'Only this customer'),
  answer('impact', 'Work has stopped'),
  answer('changed', 'An update'),
  answer('reproduce', 'Always'),
];

describe('the built-in tree builder', () => {
  it('starts access problems with proof of who is calling', async () => {
    expect((await nodeAfter(request('access'))).key).toBe('identity');
    expect((await nodeAfter(request('software', [], true))).key).toBe('identity');
    expect((await nodeAfter(request('software'))).key).toBe('scope');
  });

  it('changes nothing for a caller who is not known', async () => {
    for (const unproven of [answer('identity', 'No'), answer('identity', 'Not sure', 'not_sure')])
      expect((await nodeAfter(request('access', [unproven]))).kind).toBe('escalation');
  });

  it('escalates what several people have as a likely outage', async () => {
    const node = await nodeAfter(request('network', [answer('scope', 'The whole site')]));
    expect(node).toMatchObject({ kind: 'escalation', label: 'Likely outage' });
  });

  it('asks scope, impact, what changed, whether it happens again, then one swap', async () => {
    const keys = await Promise.all(
      [0, 1, 2, 3, 4].map(async (n) => (await nodeAfter(request('email', triaged.slice(0, n)))).key),
    );
    expect(keys).toEqual(['scope', 'impact', 'changed', 'reproduce', 'isolate']);
  });

  it('chooses the fixes by the swap, and checks each', async () => {
    const path = [...triaged, answer('isolate', 'It fails there too')];
    expect((await nodeAfter(request('network', path))).key).toBe('fix:router');
    const done = [...path, answer('fix:router', 'Done', 'done')];
    expect((await nodeAfter(request('network', done))).key).toBe('check:router');
    const cannot = [...path, answer('fix:router', "Can't do this", 'cant_do')];
    expect((await nodeAfter(request('network', cannot))).key).toBe('fix:place');
    const solved = await nodeAfter(request('network', [...done, answer('check:router', 'Yes')]));
    expect(solved).toMatchObject({ kind: 'resolution', text: expect.stringContaining('Restart the router') });
  });

  it('hands over with what was found', async () => {
    const node = await nodeAfter(
      request('network', [
        ...triaged,
        answer('isolate', 'Cannot try'),
        answer('fix:rejoin', "Didn't help", 'didnt_help'),
        answer('fix:restart', "Didn't help", 'didnt_help'),
      ]),
    );
    expect(node.kind).toBe('escalation');
    expect(node.text).toContain('Impact: Work has stopped');
    expect(node.text).toContain('Changed before: An update');
  });

  it('walks an unknown protocol by the general one', async () => {
    expect((await nodeAfter(request('constructor'))).key).toBe('scope');
    const node = await nodeAfter(request('made up', triaged));
    expect(node.text).toMatch(/another device/);
  });

  it('goes on from a place it does not know, a model’s or of another release, with what was not asked yet', async () => {
    expect((await nodeAfter(request('vpn', [answer('gone', 'Yes')]))).key).toBe('scope');
    const models = { ...answer('x', 'Yes'), key: null };
    expect((await nodeAfter(request('vpn', [models]))).key).toBe('scope');
    expect((await nodeAfter(request('vpn', [...triaged.slice(0, 1), models]))).key).toBe('impact');
  });
});
