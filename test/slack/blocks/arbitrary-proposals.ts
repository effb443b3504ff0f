import fc from 'fast-check';
import { longest } from '../../../src/domain/flow-definition.js';
import { pageSize } from '../../../src/domain/page.js';
import { proposalLimits } from '../../../src/domain/proposal.js';
import type { ProposalCard } from '../../../src/domain/proposal-card.js';
import type { ReviewNode, ReviewWay } from '../../../src/domain/proposal-review.js';
import { shorten } from '../../../src/domain/text.js';
import type { Review } from '../../../src/slack/blocks/review-modal.js';
import { at, maybe, person, words } from './arbitrary-words.js';

const tally = fc.record({ walks: fc.nat(5_000), solved: fc.nat(5_000), escalated: fc.nat(5_000) });
const upTo = (max: number) => words.map((text) => shorten(text, max));

const way: fc.Arbitrary<ReviewWay> = fc.record({
  label: upTo(longest.answer),
  kind: fc.constantFrom('choice', 'done', 'not_sure'),
  walks: fc.nat(99),
  to: fc.oneof(
    fc.record({ kind: fc.constant('node' as const), number: fc.integer({ min: 1, max: 400 }) }),
    fc.constantFrom({ kind: 'unexplored' as const }, { kind: 'solved' as const }),
    fc.record({ kind: fc.constant('cut' as const), nodeId: fc.uuid() }),
  ),
});

const node: fc.Arbitrary<Omit<ReviewNode, 'number'>> = fc.record({
  nodeId: fc.uuid(),
  level: fc.nat(12),
  cameBy: maybe(upTo(longest.answer)),
  kind: fc.constantFrom('question', 'instruction', 'resolution', 'escalation'),
  text: upTo(longest.text),
  howToTell: maybe(words),
  isEdited: fc.boolean(),
  tally,
  ways: fc.oneof(
    { weight: 8, arbitrary: fc.array(way, { maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(way, { minLength: 60, maxLength: 101, size: 'max' }) },
  ),
});

/** From a stump to a forest: a draft may grow to hundreds of steps. */
const nodes = fc
  .oneof(
    { weight: 6, arbitrary: fc.array(node, { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.array(node, { minLength: 150, maxLength: 200, size: 'max' }) },
  )
  .map((all) => all.map((one, index): ReviewNode => ({ ...one, number: index + 1 })));

export const card: fc.Arbitrary<ProposalCard> = fc.record({
  proposalId: fc.uuid(),
  state: fc.constantFrom('open', 'open', 'open', 'withdrawn', 'published', 'rejected'),
  title: upTo(proposalLimits.title),
  examples: fc.array(upTo(proposalLimits.example), { maxLength: 10 }),
  category: fc.record({ id: fc.uuid(), name: words }),
  isBuiltIn: fc.boolean(),
  revision: fc.nat(9),
  review: fc.record({ nodes, tally, agents: fc.nat(99) }),
  similarTo: maybe(words),
  reviewedBy: maybe(person),
  reason: maybe(upTo(proposalLimits.reason)),
  published: maybe(fc.record({ title: words, slug: words, version: fc.integer({ min: 1, max: 9 }) })),
});

export const review: fc.Arbitrary<Review> = fc.record({
  card,
  obstacles: fc.array(words, { maxLength: 2 }),
  personal: fc.array(words, { maxLength: 99 }),
  seen: fc.stringMatching(/^[0-9a-f]{16}$/),
});

export const open = fc.record({
  lines: fc.array(fc.record({ proposalId: fc.uuid(), title: words, categoryName: words, updatedAt: at }), {
    maxLength: pageSize,
  }),
  total: fc.nat(200),
});
