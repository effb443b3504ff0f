import fc from 'fast-check';
import { describe, it } from 'vitest';
import { InvalidInputError } from '../../../src/domain/errors.js';
import { accessRequest } from '../../../src/slack/blocks/access-request.js';
import { briefModal, briefOf } from '../../../src/slack/blocks/brief-modal.js';
import { homeView } from '../../../src/slack/blocks/home.js';
import { intakeCard } from '../../../src/slack/blocks/intake-card.js';
import { intakeModal } from '../../../src/slack/blocks/intake-modal.js';
import { mineMessage, queueMessage } from '../../../src/slack/blocks/lists.js';
import { problemModal } from '../../../src/slack/blocks/plain-modals.js';
import { post } from '../../../src/slack/blocks/post.js';
import { refusalMessage } from '../../../src/slack/blocks/refusal-message.js';
import { rolesModal } from '../../../src/slack/blocks/roles-modal.js';
import { answersModal, escalateModal, handOverModal } from '../../../src/slack/blocks/session-modals.js';
import { accountModal, categoryModal, settingsModal } from '../../../src/slack/blocks/settings-modals.js';
import { linksOf, noLinks } from '../../../src/slack/blocks/text.js';
import * as any from './arbitraries.js';
import { expectValid, expectValidView } from './check.js';
import { ava } from './samples.js';

const seed = 20_261_122;
const links = fc.constantFrom(noLinks, linksOf('https://acme.slack.com/'));
const runs = { seed, numRuns: 300 };
const few = { seed, numRuns: 60 };

const categoryOf = ({ flowId, title }: { flowId: string; title: string }) => ({
  categoryId: flowId,
  name: title,
});

describe('whatever people, customers and models write, Slack takes', () => {
  it('the card of a walk’s step', () => {
    fc.assert(
      fc.property(any.walkCard, (card) => expectValid(post({ kind: 'walk_card', card }))),
      { seed, numRuns: 600 },
    );
  });

  it('the head of a walk', () => {
    fc.assert(
      fc.property(any.sessionCard, (card) => expectValid(post({ kind: 'session_card', card }))),
      runs,
    );
  });

  it('the engineers’ card', () => {
    fc.assert(
      fc.property(any.escalationCard, links, (card, to) =>
        expectValid(post({ kind: 'escalation_card', card }, to)),
      ),
      few,
    );
  });

  it('the brief', () => {
    fc.assert(
      fc.property(any.escalationCard, links, (card, to) => expectValidView(briefModal(briefOf(card), to))),
      few,
    );
  });

  it('the private card of an intake', () => {
    fc.assert(
      fc.property(any.intakeCard, links, (card, to) => expectValid(intakeCard(card, to))),
      runs,
    );
  });

  it('notes, notices and access requests', () => {
    fc.assert(
      fc.property(any.note, (note) => expectValid(post(note))),
      runs,
    );
    fc.assert(
      fc.property(any.notice, (notice) => expectValid(post({ kind: 'notice', notice }))),
      runs,
    );
    const request = fc.record({
      memberId: fc.uuid(),
      person: any.person,
      granted: fc.constantFrom(null, 'l1', 'owner'),
      declined: fc.boolean(),
    });
    fc.assert(
      fc.property(request, (card) => expectValid(accessRequest(card))),
      few,
    );
  });

  it('a refusal that gives back what was typed', () => {
    const error = new InvalidInputError('problem', 'no_words');
    fc.assert(
      fc.property(any.words, (typed) => expectValid(refusalMessage(error, typed))),
      few,
    );
  });

  it('the private lists', () => {
    fc.assert(
      fc.property(any.page, any.queueStatus, links, (page, status, to) => {
        expectValid(queueMessage(page, status, to));
        expectValid(mineMessage(page, to));
      }),
      few,
    );
  });

  it('the Home tab', () => {
    const desk = fc.record({
      kind: fc.constant('desk' as const),
      place: fc.record({
        status: any.queueStatus,
        minePage: any.number,
        queuePage: any.number,
        escalationsPage: any.number,
      }),
      canWalk: fc.boolean(),
      canManage: fc.boolean(),
      mine: any.page,
      queue: any.page,
      escalations: fc.option(any.page),
      undecided: fc.array(fc.record({ id: fc.uuid(), problem: any.problem }), { maxLength: 25 }),
      warnings: fc.option(fc.record({ nobodyConfigured: fc.boolean(), deadJobs: fc.nat(9) })),
    });
    fc.assert(
      fc.property(desk, links, (content, to) => expectValidView(homeView(content, to))),
      few,
    );
  });

  it('the modals about a problem', () => {
    const flows = fc.array(fc.record({ flowId: fc.uuid(), title: any.words }), {
      maxLength: 400,
      size: 'max',
    });
    fc.assert(
      fc.property(any.problem, flows, (problem, all) =>
        expectValidView(intakeModal({ problem, flows: all, categories: all.map(categoryOf) })),
      ),
      {
        seed,
        numRuns: 30,
      },
    );
    fc.assert(
      fc.property(any.problem, (problem) => expectValidView(escalateModal({ problem, categories: [] }))),
      few,
    );
    fc.assert(
      fc.property(any.words, (message) => expectValidView(problemModal(message.replace(/[<>&]/g, '')))),
      few,
    );
  });

  it('the modals about a walk', () => {
    const answered = fc.record({
      node: any.node,
      sessionId: fc.uuid(),
      ticketNumber: any.number,
      position: fc.nat(99),
    });
    fc.assert(
      fc.property(
        answered,
        (input) => input.node.answers.length === 0 || expectValidView(answersModal(input)),
      ),
      runs,
    );
    const members = fc.record({
      sessionId: fc.uuid(),
      ticketNumber: any.number,
      members: fc.array(any.person, { maxLength: 250, size: 'max' }),
    });
    fc.assert(
      fc.property(members, (input) => expectValidView(handOverModal(input))),
      few,
    );
  });

  it('the settings', () => {
    fc.assert(
      fc.property(any.settings, (settings) => expectValidView(settingsModal(settings))),
      few,
    );
    fc.assert(
      fc.property(any.settings, (settings) => expectValidView(accountModal({ settings }))),
      few,
    );
    fc.assert(
      fc.property(any.category, (category) =>
        expectValidView(categoryModal({ category, recipients: [ava] })),
      ),
      runs,
    );
    fc.assert(
      fc.property(any.roles, (roles) => expectValidView(rolesModal(roles))),
      few,
    );
  });
});
