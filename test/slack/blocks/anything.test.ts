import fc from 'fast-check';
import { describe, it } from 'vitest';
import { InvalidInputError } from '../../../src/domain/errors.js';
import { defaultTimes } from '../../../src/domain/truth-times.js';
import { accessRequest } from '../../../src/slack/blocks/access-request.js';
import { briefMessages } from '../../../src/slack/blocks/brief-messages.js';
import { briefModal } from '../../../src/slack/blocks/brief-modal.js';
import { answerQuestionModal, askModal, reassignModal } from '../../../src/slack/blocks/escalation-modals.js';
import { groupRolesModal } from '../../../src/slack/blocks/group-roles-modal.js';
import { homeView } from '../../../src/slack/blocks/home.js';
import { intakeCard } from '../../../src/slack/blocks/intake-card.js';
import { intakeModal } from '../../../src/slack/blocks/intake-modal.js';
import { mineMessage, queueMessage } from '../../../src/slack/blocks/lists.js';
import { problemModal } from '../../../src/slack/blocks/plain-modals.js';
import { post } from '../../../src/slack/blocks/post.js';
import {
  proposalDetailsModal,
  proposalRejectModal,
  proposalTextModal,
} from '../../../src/slack/blocks/proposal-modals.js';
import { refusalMessage } from '../../../src/slack/blocks/refusal-message.js';
import { reviewModal } from '../../../src/slack/blocks/review-modal.js';
import { rolesModal } from '../../../src/slack/blocks/roles-modal.js';
import { answersModal, escalateModal, handOverModal } from '../../../src/slack/blocks/session-modals.js';
import { clocksEditModal, clocksModal } from '../../../src/slack/blocks/settings-clocks-modal.js';
import { matchingModal } from '../../../src/slack/blocks/settings-matching-modal.js';
import { accountModal, categoryModal, settingsModal } from '../../../src/slack/blocks/settings-modals.js';
import { timesModal } from '../../../src/slack/blocks/settings-times-modal.js';
import { linksOf, noLinks } from '../../../src/slack/blocks/text.js';
import { wrongFlowModal } from '../../../src/slack/blocks/wrong-flow-modal.js';
import * as proposals from './arbitrary-proposals.js';
import * as views from './arbitrary-views.js';
import * as walks from './arbitrary-walks.js';
import * as typed from './arbitrary-words.js';
import { expectValid, expectValidView } from './check.js';
import { ava, id } from './samples.js';

const seed = 20_261_122;
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: null });
const office = { zone: 'Europe/Berlin', days: [1, 2], from: '09:00', to: '17:00' };
const links = fc.constantFrom(noLinks, linksOf('https://acme.slack.com/'));
const runs = { seed, numRuns: 300 };
const few = { seed, numRuns: 60 };

const categoryOf = ({ flowId, title }: { flowId: string; title: string }) => ({
  categoryId: flowId,
  name: title,
});

const holds = <Value>(values: fc.Arbitrary<Value>, check: (value: Value) => void): void =>
  fc.assert(fc.property(values, check), few);

describe('whatever people, customers and models write, Slack takes', () => {
  it('the card of a walk’s step', () => {
    fc.assert(
      fc.property(walks.walkCard, (card) => expectValid(post({ kind: 'walk_card', card }))),
      { seed, numRuns: 5_000 },
    );
  });

  it('the head of a walk', () => {
    fc.assert(
      fc.property(walks.sessionCard, (card) => expectValid(post({ kind: 'session_card', card }))),
      runs,
    );
  });

  it('as a question about a fix', () => {
    fc.assert(
      fc.property(walks.checkCard, (card) => expectValid(post({ kind: 'check_card', card }))),
      runs,
    );
  });

  it('the engineers’ card', () => {
    fc.assert(
      fc.property(walks.escalationCard, links, (card, to) =>
        expectValid(post({ kind: 'escalation_card', card }, to)),
      ),
      few,
    );
  });

  it('the brief', () => {
    fc.assert(
      fc.property(walks.brief, links, fc.nat(9), (brief, to, page) =>
        expectValidView(briefModal(brief, { sessionId: id(10) }, to, page)),
      ),
      few,
    );
  });

  it('the brief as messages', () => {
    fc.assert(
      fc.property(walks.brief, links, (brief, to) => {
        const { summary, steps, ending } = briefMessages(brief, to);
        for (const message of [summary, ...steps, ...(ending ? [ending] : [])]) expectValid(message);
      }),
      few,
    );
  });

  it('the modal that leaves a flow', () => {
    fc.assert(
      fc.property(views.wrongFlow, (input) => expectValidView(wrongFlowModal(input))),
      few,
    );
  });

  it('a question to the agent, and its modals', () => {
    holds(walks.questionCard, (card) => expectValid(post({ kind: 'question', card })));
    holds(walks.questionCard, (card) => expectValidView(answerQuestionModal(card)));
    const of = { escalationId: id(30), ticketNumber: 12 };
    expectValidView(askModal(of));
    holds(fc.array(typed.person, { maxLength: 250, size: 'max' }), (people) =>
      expectValidView(reassignModal({ ...of, people })),
    );
  });

  it('the private card of an intake', () => {
    fc.assert(
      fc.property(views.intakeCard, links, (card, to) => expectValid(intakeCard(card, to))),
      runs,
    );
  });

  it('notes, notices and access requests', () => {
    fc.assert(
      fc.property(views.note, (note) => expectValid(post(note))),
      runs,
    );
    fc.assert(
      fc.property(views.notice, (notice) => expectValid(post({ kind: 'notice', notice, thread: null }))),
      runs,
    );
    const request = fc.record({
      memberId: fc.uuid(),
      person: typed.person,
      granted: fc.constantFrom(null, 'l1', 'owner'),
      declined: fc.boolean(),
    });
    fc.assert(
      fc.property(request, (card) => expectValid(accessRequest(card))),
      few,
    );
  });

  it('a refusal that gives back what was typed', () => {
    const error = new InvalidInputError('problem', 'empty');
    fc.assert(
      fc.property(typed.words, (text) => expectValid(refusalMessage(error, text))),
      few,
    );
  });

  it('the private lists', () => {
    fc.assert(
      fc.property(views.page, views.queueStatus, links, (page, status, to) => {
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
        status: views.queueStatus,
        minePage: typed.number,
        queuePage: typed.number,
        escalationsPage: typed.number,
      }),
      canWalk: fc.boolean(),
      canManage: fc.boolean(),
      mine: views.page,
      queue: views.page,
      escalations: fc.option(views.page),
      proposals: fc.option(proposals.open),
      undecided: fc.array(fc.record({ id: fc.uuid(), problem: typed.problem }), { maxLength: 3 }),
      warnings: fc.option(
        fc.record({
          unheard: fc.oneof(fc.constant('all' as const), fc.array(fc.option(typed.words), { maxLength: 80 })),
          givenUp: fc.record({
            messages: fc.nat(9),
            others: fc.nat(9),
            channelIds: fc.array(fc.constantFrom('C0SUPPORT', 'U0AVA', 'D0AVA', '<!channel>'), {
              maxLength: 3,
            }),
          }),
          queueAgeMs: fc.nat(),
          troubles: fc.constant([]),
          budgetUsedUp: fc.boolean(),
          index: views.index,
        }),
      ),
    });
    fc.assert(
      fc.property(desk, links, (content, to) => expectValidView(homeView(content, to))),
      few,
    );
  });

  it('the modals about a problem', () => {
    const flows = fc.array(fc.record({ flowId: fc.uuid(), title: typed.words }), {
      maxLength: 400,
      size: 'max',
    });
    fc.assert(
      fc.property(typed.problem, flows, (problem, all) =>
        expectValidView(
          intakeModal({ problem, flows: all, total: all.length, categories: all.map(categoryOf) }),
        ),
      ),
      {
        seed,
        numRuns: 30,
      },
    );
    fc.assert(
      fc.property(typed.problem, (problem) => expectValidView(escalateModal({ problem, categories: [] }))),
      few,
    );
    fc.assert(
      fc.property(typed.words, (message) => expectValidView(problemModal(message.replace(/[<>&]/g, '')))),
      few,
    );
  });

  it('the modals about a walk', () => {
    const answered = fc.record({
      node: walks.node,
      sessionId: fc.uuid(),
      ticketNumber: typed.number,
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
      ticketNumber: typed.number,
      members: fc.array(typed.person, { maxLength: 250, size: 'max' }),
    });
    fc.assert(
      fc.property(members, (input) => expectValidView(handOverModal(input))),
      few,
    );
  });

  it('the clocks', () => {
    const level = fc.record({
      groupId: fc.constantFrom(null, 'S0ENGINEERS'),
      memberIds: fc.array(fc.uuid(), { maxLength: 3 }),
    });
    const desk = fc.record({
      claimMinutes: fc.constantFrom(null, 0, 15),
      firstActionMinutes: fc.constantFrom(null, 0, 30),
      businessHours: maybe(fc.constant(office)),
      onCall: level,
      nextLevel: level,
    });
    const named = fc.record({ categoryId: fc.uuid(), name: typed.words, settings: desk });
    holds(
      fc.record({
        times: fc.constant(defaultTimes),
        account: desk,
        categories: fc.array(named, { maxLength: 120, size: 'max' }),
      }),
      (listed) => expectValidView(clocksModal(listed)),
    );
    expectValidView(timesModal({ times: defaultTimes, viewId: 'V1' }));
    const zones = Intl.supportedValuesOf('timeZone');
    holds(fc.tuple(named, fc.boolean(), typed.person), ([{ settings, ...category }, own, somebody]) =>
      expectValidView(
        clocksEditModal({
          category: own ? category : null,
          settings,
          onCall: [somebody].filter(({ slackUserId }) => /^U0/.test(slackUserId)),
          nextLevel: [],
          groups: own ? [{ groupId: 'S0ENGINEERS', handle: category.name }] : null,
          zones,
        }),
      ),
    );
  });

  it('the roles that user groups give', () => {
    const groupIds = fc.constantFrom('S0ENGINEERS', 'S0DESK', '<!here>');
    const groupRole = fc.record({
      groupId: groupIds,
      role: fc.constantFrom('l1' as const, 'engineer' as const, 'admin' as const),
      coversL1: fc.boolean(),
    });
    const group = fc.record({ groupId: fc.uuid(), handle: typed.words });
    holds(
      fc.record({
        groupRoles: fc.uniqueArray(groupRole, { selector: ({ groupId }) => groupId }),
        groups: maybe(
          fc.uniqueArray(group, { selector: ({ groupId }) => groupId, maxLength: 130, size: 'max' }),
        ),
      }),
      (view) => expectValidView(groupRolesModal(view)),
    );
  });

  it('the card of a proposal, its review page by page, and its forms', () => {
    holds(proposals.card, (card) => expectValid(post({ kind: 'proposal_card', card })));
    holds(proposals.review, (review) => {
      for (const page of [1, 2, 99]) expectValidView(reviewModal(review, page));
    });
    holds(proposals.card, (card) => {
      expectValidView(proposalDetailsModal(card, [{ categoryId: ava.memberId, name: card.title }], {}));
      expectValidView(proposalRejectModal(card));
      for (const node of card.review.nodes.slice(0, 3)) expectValidView(proposalTextModal(card, node, {}));
    });
  });

  it('the settings', () => {
    holds(views.settings, (settings) => expectValidView(settingsModal(settings)));
    holds(views.settings, (settings) => expectValidView(accountModal({ settings })));
    holds(views.settings, ({ matching }) => expectValidView(matchingModal(matching)));
    holds(views.category, (category) => expectValidView(categoryModal({ category, recipients: [ava] })));
    holds(views.roles, (roles) => expectValidView(rolesModal(roles)));
  });
});
