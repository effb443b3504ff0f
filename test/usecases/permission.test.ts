import { describe, expect, it } from 'vitest';
import { PermissionDeniedError } from '../../src/domain/errors.js';
import type { Actor } from '../../src/domain/member.js';
import { defaultTimes } from '../../src/domain/truth-times.js';
import type { Caller, UseCases } from '../../src/usecases/index.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { product, caller, rows } = await stage(await testDatabase());
const { useCases } = product;
const id = '11111111-1111-4111-8111-111111111111';
const place = { sessionId: id, position: 0, responseUrl: null };
const reason = { reason: 'because', category: 'other' as const };
const nobody = { groupId: null, people: [] };
const clocks = {
  categoryId: null,
  claimMinutes: 15,
  firstActionMinutes: null,
  businessHours: null,
  onCall: nobody,
  nextLevel: nobody,
};
const nowhere = { channelId: null, responseUrl: null };

/** Every use case that somebody asks for, with ids of nothing: permission comes before everything else. */
const asked: Partial<Record<keyof UseCases, (who: Caller) => Promise<unknown>>> = {
  archiveCategory: (who) => useCases.archiveCategory(who, { categoryId: id }),
  restoreCategory: (who) => useCases.restoreCategory(who, { categoryId: id }),
  abandonSession: (who) => useCases.abandonSession(who, { sessionId: id }),
  addNote: (who) => useCases.addNote(who, { source: 'modal', sessionId: id, text: 'note' }),
  addStep: (who) => useCases.addStep(who, { ...place, text: 'step' }),
  answerAccess: (who) => useCases.answerAccess(who, { memberId: id, role: 'l1' }),
  answerNode: (who) => useCases.answerNode(who, { ...place, nodeId: id, answerId: id }),
  carrySession: (who) => useCases.carrySession(who, { sessionId: id, act: { kind: 'resume' } }),
  answerQuestion: (who) => useCases.answerQuestion(who, { questionId: id, answer: 'a' }),
  askAgent: (who) => useCases.askAgent(who, { escalationId: id, question: 'q' }),
  claimEscalation: (who) => useCases.claimEscalation(who, { escalationId: id }),
  confirmFix: (who) => useCases.confirmFix(who, { sessionId: id, number: 1 }),
  confirmClaim: (who) => useCases.confirmClaim(who, { escalationId: id }),
  decideIntake: (who) =>
    useCases.decideIntake(who, { intakeId: id, decision: { kind: 'ad_hoc' }, responseUrl: null }),
  editProposal: (who) =>
    useCases.editProposal(who, { proposalId: id, revision: 0, edit: { kind: 'cut', nodeId: id } }),
  escalateProblem: (who) => useCases.escalateProblem(who, { problem: 'p', ...reason, ...nowhere }),
  escalateSession: (who) => useCases.escalateSession(who, { sessionId: id, ...reason }),
  giveRole: (who) => useCases.giveRole(who, { memberId: id, role: 'owner', coversL1: false }),
  goBack: (who) => useCases.goBack(who, place),
  leaveFlow: (who) => useCases.leaveFlow(who, { ...place, next: { kind: 'ad_hoc' } }),
  handBackEscalation: (who) => useCases.handBackEscalation(who, { escalationId: id, instruction: 'i' }),
  listCategories: (who) => useCases.listCategories(who),
  listClaimers: (who) => useCases.listClaimers(who),
  listClocks: (who) => useCases.listClocks(who),
  listFlows: (who) => useCases.listFlows(who),
  listGroupRoles: (who) => useCases.listGroupRoles(who),
  listWalkers: (who) => useCases.listWalkers(who),
  noteDeskMessage: (who) => useCases.noteDeskMessage(who, { channelId: 'C1', threadTs: '1' }),
  readClocks: (who) => useCases.readClocks(who, { categoryId: null }),
  readCategory: (who) => useCases.readCategory(who, { categoryId: id }),
  readEscalation: (who) => useCases.readEscalation(who, { escalationId: id }),
  readIntake: (who) => useCases.readIntake(who, { intakeId: id }),
  readLedger: (who) => useCases.readLedger(who),
  readNode: (who) => useCases.readNode(who, { sessionId: id, nodeId: id }),
  readQuestion: (who) => useCases.readQuestion(who, { questionId: id }),
  readQueue: (who) => useCases.readQueue(who, { which: 'mine', page: 1 }),
  readSession: (who) => useCases.readSession(who, { sessionId: id }),
  readWebhook: (who) => useCases.readWebhook(who),
  readSettings: (who) => useCases.readSettings(who),
  readWaysOn: (who) => useCases.readWaysOn(who, { sessionId: id }),
  reopenSession: (who) => useCases.reopenSession(who, { sessionId: id }),
  readTicketNumber: (who) => useCases.readTicketNumber(who, { escalationId: id }),
  reassignEscalation: (who) => useCases.reassignEscalation(who, { escalationId: id, toMemberId: id }),
  releaseEscalation: (who) => useCases.releaseEscalation(who, { escalationId: id }),
  resolveSession: (who) => useCases.resolveSession(who, { sessionId: id, helpful: null }),
  publishProposal: (who) => useCases.publishProposal(who, { proposalId: id, seen: '', revision: 0 }),
  readProposal: (who) => useCases.readProposal(who, { proposalId: id }),
  rejectProposal: (who) =>
    useCases.rejectProposal(who, { proposalId: id, reason: 'because', takeOutNodeId: null }),
  resendEvents: (who) => useCases.resendEvents(who),
  retryGivenUp: (who) => useCases.retryGivenUp(who),
  retryNode: (who) => useCases.retryNode(who, place),
  saveAccount: (who) =>
    useCases.saveAccount(who, { defaultChannelId: null, newcomers: 'join_as_l1', recipients: [] }),
  saveWebhook: (who) => useCases.saveWebhook(who, { url: '', newSecret: false }),
  saveBudget: (who) => useCases.saveBudget(who, { callsPerDay: 1, callsPerMember: 1, centsPerDay: null }),
  saveCategory: (who) =>
    useCases.saveCategory(who, {
      categoryId: null,
      name: 'n',
      keywords: [],
      buildEnabled: true,
      identityGate: false,
      engineeringChannelId: null,
      recipients: [],
    }),
  readTimes: (who) => useCases.readTimes(who),
  saveTimes: (who) => useCases.saveTimes(who, defaultTimes),
  saveClocks: (who) => useCases.saveClocks(who, clocks),
  saveGroupRole: (who) => useCases.saveGroupRole(who, { groupId: 'S1', role: 'l1', coversL1: false }),
  saveMatching: (who) => useCases.saveMatching(who, { readiness: 'readily' }),
  submitIntake: (who) => useCases.submitIntake(who, { problem: 'p', how: { kind: 'ad_hoc' }, ...nowhere }),
  tellHow: (who) => useCases.tellHow(who, { ...place, nodeId: id }),
  walkAdHoc: (who) => useCases.walkAdHoc(who, place),
};

/** What nobody has to be allowed to; each says why in its own words. */
const open: (keyof UseCases)[] = [
  'hasAskedForAccess',
  'isWalkThread',
  'meetPerson',
  'noteChange',
  'noteGroupChange',
  'readHome',
  'redrawStale',
  'requestAccess',
];

const { actor } = await caller('admin');
const powerless: [string, Actor][] = [
  ['a person without a role', { ...actor, role: null }],
  ['a guest', { ...actor, standing: 'guest' }],
  ['a bot', { ...actor, standing: 'bot' }],
  ['somebody who has left', { ...actor, standing: 'deactivated' }],
];

describe('every use case', () => {
  it('is asked for by somebody or says why not', () => {
    expect([...Object.keys(asked), ...open].sort()).toEqual(Object.keys(useCases).sort());
  });

  it.each(powerless)('is refused to %s before anything is read or written', async (_who, refused) => {
    const before = await rows('select 1 from audit_entry');
    for (const [name, ask] of Object.entries(asked)) {
      const outcome = await ask({ actor: refused, delivery: null }).then(
        () => 'done',
        (error: unknown) => error,
      );
      expect(outcome, name).toBeInstanceOf(PermissionDeniedError);
    }
    expect(await useCases.readHome({ actor: refused, delivery: null }, homeStart)).toBeNull();
    expect(await rows('select 1 from audit_entry')).toHaveLength(before.length);
  });

  it('of settings is refused to agents and engineers', async () => {
    for (const handle of ['agent', 'engineer']) {
      const who = await caller(handle);
      for (const name of [
        'readSettings',
        'readCategory',
        'retryGivenUp',
        'saveAccount',
        'saveCategory',
        'archiveCategory',
        'restoreCategory',
        'saveMatching',
        'giveRole',
        'answerAccess',
      ] as const)
        await expect(asked[name]?.(who), `${name} by ${handle}`).rejects.toBeInstanceOf(
          PermissionDeniedError,
        );
    }
  });

  it('of reviewing is refused to agents', async () => {
    const agent = await caller('agent');
    for (const name of ['readProposal', 'editProposal', 'publishProposal', 'rejectProposal'] as const)
      await expect(asked[name]?.(agent), name).rejects.toBeInstanceOf(PermissionDeniedError);
  });

  it('of walking is refused to engineers who do not cover L1', async () => {
    const engineer = await caller('engineer');
    for (const name of [
      'submitIntake',
      'answerNode',
      'goBack',
      'tellHow',
      'addStep',
      'carrySession',
      'leaveFlow',
      'decideIntake',
    ] as const)
      await expect(asked[name]?.(engineer), name).rejects.toBeInstanceOf(PermissionDeniedError);
  });
});

const homeStart = { status: 'active', minePage: 1, queuePage: 1, escalationsPage: 1 } as const;
