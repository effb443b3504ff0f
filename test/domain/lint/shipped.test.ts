import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtInTreeBuilder, protocolKeys } from '../../../src/ai/built-in/tree-builder.js';
import type { NodeProposal, NodeRequest, PathEntry } from '../../../src/domain/draft.js';
import { noRisk } from '../../../src/domain/draft.js';
import { isTerminal } from '../../../src/domain/flow.js';
import { growthOf } from '../../../src/domain/growth.js';
import type { LintFinding } from '../../../src/domain/lint/finding.js';
import { lintNode, lintWords } from '../../../src/domain/node-lint.js';
import { freeCall } from '../../support/nodes.js';

const requestAt = (protocol: string, path: PathEntry[]): NodeRequest => ({
  problem: 'It does not work',
  category: { name: 'Some category', protocol, identityGate: true },
  path,
  depth: path.length + 1,
  context: [],
});

const errorsOf = (
  node: NodeProposal,
  request: NodeRequest,
  lint: (node: NodeProposal, request: NodeRequest) => LintFinding[] = lintNode,
): string[] =>
  lint(node, request)
    .filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${node.text} [${rule}] ${message}`);

describe('what ships passes the lint that a model’s nodes pass', () => {
  it.each(protocolKeys)('the %s protocol, on every path', async (protocol) => {
    const wrong = new Set<string>();
    // A node's words are looked at once; that nothing is asked twice, test/ai/tree-builder.test.ts says of its keys.
    const seen = new Set<string>();
    const open: PathEntry[][] = [[]];
    for (let path = open.pop(); path; path = open.pop()) {
      const request = requestAt(protocol, path);
      const { proposal } = await builtInTreeBuilder.nextNode(request, freeCall);
      if (!seen.has(proposal.text)) for (const words of errorsOf(proposal, request)) wrong.add(words);
      seen.add(proposal.text);
      const at = { source: 'built_in', depth: request.depth, path, gated: true } as const;
      const [node] = growthOf(proposal, at);
      if (!node || isTerminal(node)) continue;
      // What comes next depends on the last answer and on the swap alone.
      const swapped = path.find(({ key }) => key === 'isolate')?.answerLabel;
      for (const { label, kind } of node.answers) {
        const place = `${node.key}|${label}|${swapped}`;
        if (seen.has(place)) continue;
        seen.add(place);
        open.push([
          ...path,
          { key: node.key, kind: node.kind, text: node.text, answerLabel: label, answerKind: kind },
        ]);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  const folder = fileURLToPath(new URL('../../../content/flows', import.meta.url));
  it.each(readdirSync(folder))('the starter flow %s', (name) => {
    interface Flow {
      title: string;
      description: string;
      nodes: { type: NodeProposal['kind']; text: string; label: string; answers?: { label: string }[] }[];
    }
    const flow: Flow = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
    const request = { ...requestAt('general', []), problem: `${flow.title} ${flow.description}` };
    const wrong = flow.nodes.flatMap(({ type, text, label, answers = [] }) => {
      const labels =
        type === 'question' ? answers.map((answer) => ({ label: answer.label, likelihood: null })) : [];
      return errorsOf(
        { key: null, kind: type, text, label, answers: labels, risk: noRisk },
        request,
        lintWords,
      );
    });
    expect(wrong).toEqual([]);
  });
});
