import fc from 'fast-check';
import { describe, it } from 'vitest';
import { accessRequest } from '../../../src/slack/blocks/access-request.js';
import { briefModal, briefOf } from '../../../src/slack/blocks/brief-modal.js';
import { type HomeWarning, homeView } from '../../../src/slack/blocks/home.js';
import { intakeCard } from '../../../src/slack/blocks/intake-card.js';
import { intakeModal } from '../../../src/slack/blocks/intake-modal.js';
import { mineMessage, queueMessage } from '../../../src/slack/blocks/lists.js';
import { problemModal } from '../../../src/slack/blocks/plain-modals.js';
import { post } from '../../../src/slack/blocks/post.js';
import { rolesModal } from '../../../src/slack/blocks/roles-modal.js';
import { answersModal, escalateModal, handOverModal } from '../../../src/slack/blocks/session-modals.js';
import { accountModal, categoryModal, settingsModal } from '../../../src/slack/blocks/settings-modals.js';
import { linksOf, noLinks } from '../../../src/slack/blocks/text.js';
import * as any from './arbitraries.js';
import { expectValid, expectValidView } from './check.js';

const seed = 20_261_122;
const links = fc.constantFrom(noLinks, linksOf('https://acme.slack.com/'));
const runs = { seed, numRuns: 300 };
const few = { seed, numRuns: 60 };

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
    });
    fc.assert(
      fc.property(request, (card) => expectValid(accessRequest(card))),
      few,
    );
  });

  it('the private lists', () => {
    fc.assert(
      fc.property(any.page, any.filter, links, (page, filter, to) => {
        expectValid(queueMessage(page, filter, to));
        expectValid(mineMessage(page, to));
      }),
      few,
    );
  });

  it('the Home tab', () => {
    const desk = fc.record({
      kind: fc.constant('desk' as const),
      place: fc.record({ filter: any.filter, mine: any.number, queue: any.number, escalations: any.number }),
      canWalk: fc.boolean(),
      canManage: fc.boolean(),
      mine: any.page,
      queue: any.page,
      escalations: fc.option(any.page),
      warnings: fc.subarray<HomeWarning>([{ kind: 'nobody_to_tell' }, { kind: 'jobs_given_up', number: 3 }]),
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
        expectValidView(intakeModal({ problem, flows: all })),
      ),
      {
        seed,
        numRuns: 30,
      },
    );
    fc.assert(
      fc.property(any.problem, (problem) => expectValidView(escalateModal({ problem }))),
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
      fc.property(any.category, (category) => expectValidView(categoryModal({ category }))),
      runs,
    );
    fc.assert(
      fc.property(any.roles, (roles) => expectValidView(rolesModal(roles))),
      few,
    );
  });
});
