import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../src/domain/audit.js';
import type { Surface } from '../../src/domain/member.js';
import { defaultTimes } from '../../src/domain/truth-times.js';
import { auditHash } from '../../src/store/audit-chain.js';
import type { UseCases } from '../../src/usecases/index.js';
import { testDatabase } from '../support/database.js';
import { badgeReader, darkLamp } from '../support/flows.js';
import { stage } from '../support/product.js';

const desk = await stage(await testDatabase());
const { product, publish, rows, caller, as } = desk;
const { useCases } = product;
const reason = { reason: 'It is beyond us', category: 'other' as const };
const nowhere = { channelId: null, responseUrl: null };

interface Entry {
  sequence: string;
  at: Date;
  member_id: string | null;
  action: string;
  subject: string;
  subject_id: string;
  before: object | null;
  after: object | null;
  surface: Surface;
  previous_hash: string;
  hash: string;
}
const entries = () => rows<Entry>('select * from audit_entry order by sequence');

beforeAll(async () => {
  await publish(badgeReader);
  await publish(darkLamp);
});

async function walk(): Promise<{ sessionId: string; position: number }> {
  await useCases.submitIntake(await caller('agent'), {
    problem: 'Badge reader stays red',
    how: { kind: 'flow', flow: 'badge-reader-red' },
    ...nowhere,
  });
  return { sessionId: await newest('session'), position: 0 };
}

async function adHoc(): Promise<string> {
  await useCases.submitIntake(await caller('agent'), { problem: 'odd', how: { kind: 'ad_hoc' }, ...nowhere });
  return newest('session');
}

async function newest(table: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `select id from ${table} order by created_at desc, id desc limit 1`,
  );
  if (!row) throw new Error(`No ${table}`);
  return row.id;
}

/** A session on a draft whose next node could not be written. */
async function failedBuild(): Promise<string> {
  await useCases.submitIntake(await caller('agent'), {
    problem: `printer ${Math.random()}`,
    how: { kind: 'build', categoryId: null },
    ...nowhere,
  });
  const sessionId = await newest('session');
  await product.worker.idle();
  await rows(
    "update generation set state = 'failed', node_id = null, error = 'on strike' where id = (select id from generation order by requested_at desc limit 1)",
  );
  await rows('update session set current_node_id = null where id = $1', [sessionId]);
  return sessionId;
}

async function escalated(): Promise<string> {
  const { sessionId } = await walk();
  await useCases.escalateSession(await caller('agent'), { sessionId, ...reason });
  return newest('escalation');
}

async function claimed(): Promise<string> {
  const escalationId = await escalated();
  await useCases.claimEscalation(await caller('engineer'), { escalationId });
  return escalationId;
}

/** A proposal of a draft of its own, as a reviewer sees it. */
async function proposed() {
  await useCases.submitIntake(await caller('agent'), {
    problem: `printer ${Math.random()}`,
    how: { kind: 'build', categoryId: null },
    ...nowhere,
  });
  await product.worker.idle();
  await useCases.resolveSession(await caller('agent'), { sessionId: await newest('session'), helpful: true });
  const proposalId = await newest('proposal');
  const { seen, card } = await useCases.readProposal(await caller('engineer'), { proposalId });
  return { proposalId, seen, revision: card.revision };
}

async function answer(): Promise<{ sessionId: string; position: number }> {
  const { sessionId } = await walk();
  const [place] = await rows<{ node: string; answer: string }>(
    'select a.node_id as node, a.id as answer from answer a join session s on s.current_node_id = a.node_id where s.id = $1 order by a.position limit 1',
    [sessionId],
  );
  await useCases.answerNode(await caller('agent'), {
    sessionId,
    position: 0,
    nodeId: place?.node ?? '',
    answerId: place?.answer ?? '',
    responseUrl: null,
  });
  return { sessionId, position: 1 };
}

const category = {
  categoryId: null,
  keywords: [],
  buildEnabled: false,
  identityGate: false,
  engineeringChannelId: null,
  recipients: [],
};

/** Each act that changes something: it is made ready first, then done, and leaves exactly this behind. */
const acts: Partial<
  Record<keyof UseCases, { leaves: string; prepare: () => Promise<() => Promise<unknown>> }>
> = {
  submitIntake: {
    leaves: 'intake.submitted',
    prepare: async () => walk,
  },
  decideIntake: {
    leaves: 'intake.decided',
    prepare: async () => {
      const agent = await caller('agent');
      await useCases.submitIntake(agent, {
        problem: 'a purple elephant',
        how: { kind: 'match' },
        ...nowhere,
      });
      const intakeId = await newest('intake');
      return () =>
        useCases.decideIntake(agent, { intakeId, decision: { kind: 'ad_hoc' }, responseUrl: null });
    },
  },
  escalateProblem: {
    leaves: 'escalation.opened',
    prepare: async () => async () =>
      useCases.escalateProblem(await caller('agent'), { problem: 'fire', ...reason, ...nowhere }),
  },
  answerNode: {
    leaves: 'session.answered',
    prepare: async () => {
      const { sessionId } = await walk();
      const [place] = await rows<{ node: string; answer: string }>(
        'select a.node_id as node, a.id as answer from answer a join session s on s.current_node_id = a.node_id where s.id = $1',
        [sessionId],
      );
      const input = { sessionId, position: 0, nodeId: place?.node ?? '', answerId: place?.answer ?? '' };
      return async () => useCases.answerNode(await caller('agent'), { ...input, responseUrl: null });
    },
  },
  tellHow: {
    leaves: 'session.told_how',
    prepare: async () => {
      await useCases.submitIntake(await caller('agent'), {
        problem: 'the lamp',
        how: { kind: 'flow', flow: 'dark-lamp' },
        ...nowhere,
      });
      const sessionId = await newest('session');
      const [at] = await rows<{ id: string }>('select current_node_id as id from session where id = $1', [
        sessionId,
      ]);
      const input = { sessionId, position: 0, nodeId: at?.id ?? '', responseUrl: null };
      return async () => useCases.tellHow(await caller('agent'), input);
    },
  },
  goBack: {
    leaves: 'session.went_back',
    prepare: async () => {
      const place = await answer();
      return async () => useCases.goBack(await caller('agent'), { ...place, responseUrl: null });
    },
  },
  addNote: {
    leaves: 'note.added',
    prepare: async () => {
      const { sessionId } = await walk();
      return async () =>
        useCases.addNote(await caller('agent'), { source: 'modal', sessionId, text: 'note' });
    },
  },
  addStep: {
    leaves: 'session.step_added',
    prepare: async () => {
      const sessionId = await adHoc();
      return async () => useCases.addStep(await caller('agent'), { sessionId, position: 0, text: 'tried' });
    },
  },
  carrySession: {
    leaves: 'session.stopped',
    prepare: async () => {
      const { sessionId } = await walk();
      return async () => useCases.carrySession(await caller('agent'), { sessionId, act: { kind: 'stop' } });
    },
  },
  escalateSession: {
    leaves: 'escalation.opened',
    prepare: async () => {
      const { sessionId } = await walk();
      return async () => useCases.escalateSession(await caller('agent'), { sessionId, ...reason });
    },
  },
  resolveSession: {
    leaves: 'session.resolved',
    prepare: async () => {
      const { sessionId } = await walk();
      return async () => useCases.resolveSession(await caller('agent'), { sessionId, helpful: true });
    },
  },
  confirmFix: {
    leaves: 'fix.confirmed',
    prepare: async () => {
      const { sessionId } = await walk();
      const agent = await caller('agent');
      await useCases.resolveSession(agent, { sessionId, helpful: true, confirmed: false });
      return () => useCases.confirmFix(agent, { sessionId, number: 1 });
    },
  },
  reopenSession: {
    leaves: 'session.reopened',
    prepare: async () => {
      const { sessionId } = await walk();
      const agent = await caller('agent');
      await useCases.resolveSession(agent, { sessionId, helpful: true });
      return () => useCases.reopenSession(agent, { sessionId, reason: 'It is back' });
    },
  },
  abandonSession: {
    leaves: 'session.abandoned',
    prepare: async () => {
      const { sessionId } = await walk();
      return async () => useCases.abandonSession(await caller('agent'), { sessionId });
    },
  },
  leaveFlow: {
    leaves: 'session.left_flow',
    prepare: async () => {
      const place = await walk();
      return async () => useCases.leaveFlow(await caller('agent'), { ...place, next: { kind: 'ad_hoc' } });
    },
  },
  retryNode: {
    leaves: 'session.retried',
    prepare: async () => {
      const sessionId = await failedBuild();
      return async () =>
        useCases.retryNode(await caller('agent'), { sessionId, position: 0, responseUrl: null });
    },
  },
  walkAdHoc: {
    leaves: 'session.left_tree',
    prepare: async () => {
      const sessionId = await failedBuild();
      return async () =>
        useCases.walkAdHoc(await caller('agent'), { sessionId, position: 0, responseUrl: null });
    },
  },
  claimEscalation: {
    leaves: 'escalation.claimed',
    prepare: async () => {
      const escalationId = await escalated();
      return async () => useCases.claimEscalation(await caller('engineer'), { escalationId });
    },
  },
  releaseEscalation: {
    leaves: 'escalation.released',
    prepare: async () => {
      const escalationId = await claimed();
      return async () => useCases.releaseEscalation(await caller('engineer'), { escalationId });
    },
  },
  reassignEscalation: {
    leaves: 'escalation.reassigned',
    prepare: async () => {
      const escalationId = await claimed();
      const { memberId: toMemberId } = (await caller('admin')).actor;
      return async () => useCases.reassignEscalation(await caller('engineer'), { escalationId, toMemberId });
    },
  },
  handBackEscalation: {
    leaves: 'escalation.handed_back',
    prepare: async () => {
      const escalationId = await claimed();
      return async () =>
        useCases.handBackEscalation(await caller('engineer'), { escalationId, instruction: 'Reboot it' });
    },
  },
  askAgent: {
    leaves: 'escalation.asked',
    prepare: async () => {
      const escalationId = await claimed();
      return async () =>
        useCases.askAgent(await caller('engineer'), { escalationId, question: 'Which one?' });
    },
  },
  answerQuestion: {
    leaves: 'escalation.answered',
    prepare: async () => {
      const escalationId = await claimed();
      const engineer = await caller('engineer');
      const { id: questionId } = await useCases.askAgent(engineer, { escalationId, question: 'Which one?' });
      return async () =>
        useCases.answerQuestion(await caller('agent'), { questionId, answer: 'The red one' });
    },
  },
  confirmClaim: {
    leaves: 'escalation.confirmed',
    prepare: async () => {
      const escalationId = await claimed();
      return async () => useCases.confirmClaim(await caller('engineer'), { escalationId });
    },
  },
  noteDeskMessage: {
    leaves: 'escalation.confirmed',
    prepare: async () => {
      const escalationId = await claimed();
      await product.worker.idle();
      const [card] = await rows<{ channelId: string; threadTs: string }>(
        'select channel_id as "channelId", ts as "threadTs" from post where escalation_id = $1 and kind = \'escalation_card\'',
        [escalationId],
      );
      const thread = card ?? { channelId: '', threadTs: '' };
      return async () => useCases.noteDeskMessage(await caller('engineer'), thread);
    },
  },
  editProposal: {
    leaves: 'proposal.edited',
    prepare: async () => {
      const { proposalId, revision } = await proposed();
      const [root] = await rows<{ id: string }>('select id from node order by created_at desc limit 1');
      const edit = { kind: 'text', nodeId: root?.id ?? '', text: 'Better words' } as const;
      return async () => useCases.editProposal(await caller('engineer'), { proposalId, revision, edit });
    },
  },
  publishProposal: {
    leaves: 'proposal.published',
    prepare: async () => {
      const review = await proposed();
      return async () => useCases.publishProposal(await caller('engineer'), review);
    },
  },
  rejectProposal: {
    leaves: 'proposal.rejected',
    prepare: async () => {
      const { proposalId } = await proposed();
      const rejection = { proposalId, reason: 'It is wrong', takeOutNodeId: null };
      return async () => useCases.rejectProposal(await caller('engineer'), rejection);
    },
  },
  meetPerson: {
    leaves: 'member.met',
    prepare: async () => () => caller('guest'),
  },
  noteChange: {
    leaves: 'member.changed',
    prepare: async () => async () => {
      const { slackTeamId } = product.identity;
      await useCases.noteChange({
        slackTeamId,
        slackUserId: 'U0GUS',
        displayName: 'Gustav Guest',
        standing: 'full',
      });
    },
  },
  requestAccess: {
    leaves: 'access.requested',
    prepare: async () => async () => useCases.requestAccess(await caller('guest')),
  },
  answerAccess: {
    leaves: 'access.declined',
    prepare: async () => async () => {
      const { memberId } = (await caller('guest')).actor;
      return useCases.answerAccess(await caller('admin'), { memberId, role: null });
    },
  },
  giveRole: {
    leaves: 'member.role_given',
    prepare: async () => async () => {
      const { memberId } = (await caller('guest')).actor;
      return useCases.giveRole(await caller('admin'), { memberId, role: 'l1', coversL1: false });
    },
  },
  saveAccount: {
    leaves: 'account.saved',
    prepare: async () => async () =>
      useCases.saveAccount(await caller('admin'), {
        defaultChannelId: 'C0ENGINEERING',
        newcomers: 'ask',
        recipients: [],
      }),
  },
  saveMatching: {
    leaves: 'account.matching_saved',
    prepare: async () => async () => useCases.saveMatching(await caller('admin'), { readiness: 'readily' }),
  },
  saveBudget: {
    leaves: 'budget.saved',
    prepare: async () => async () =>
      useCases.saveBudget(await caller('admin'), { callsPerDay: 10, callsPerMember: 5, centsPerDay: null }),
  },
  saveGroupRole: {
    leaves: 'group_role.saved',
    prepare: async () => async () =>
      useCases.saveGroupRole(await caller('admin'), { groupId: 'S0GROUP', role: 'l1', coversL1: false }),
  },
  saveClocks: {
    leaves: 'clocks.saved',
    prepare: async () => async () => {
      const nobody = { groupId: null, people: [] };
      const minutes = { claimMinutes: 15, firstActionMinutes: 30, businessHours: null };
      const clocks = { categoryId: null, ...minutes, onCall: nobody, nextLevel: nobody };
      return useCases.saveClocks(await caller('admin'), clocks);
    },
  },
  saveTimes: {
    leaves: 'times.saved',
    prepare: async () => async () =>
      useCases.saveTimes(await caller('admin'), { ...defaultTimes, sweepDays: 14 }),
  },
  saveWebhook: {
    leaves: 'webhook.saved',
    prepare: async () => async () =>
      useCases.saveWebhook(await caller('admin'), { url: 'https://8.8.8.8/hook?key=1', newSecret: false }),
  },
  resendEvents: {
    leaves: 'webhook.resent',
    prepare: async () => {
      await adHoc();
      await rows("update ticket_event set state = 'failed'");
      return async () => useCases.resendEvents(await caller('admin'));
    },
  },
  retryGivenUp: {
    leaves: 'account.retried_work',
    prepare: async () => {
      await rows(
        `insert into job (account_id, kind, payload, run_at, created_at, dead_at)
         values ($1, 'message.react', '{"channelId":"C1","ts":"1","emoji":"memo"}', now(), now(), now())`,
        [product.accountId],
      );
      return async () => useCases.retryGivenUp(await caller('admin'));
    },
  },
  archiveCategory: {
    leaves: 'category.archived',
    prepare: async () => {
      const { id } = await useCases.saveCategory(await caller('admin'), { ...category, name: 'Fax' });
      return async () => useCases.archiveCategory(await caller('admin'), { categoryId: id });
    },
  },
  restoreCategory: {
    leaves: 'category.restored',
    prepare: async () => {
      const admin = await caller('admin');
      const { id } = await useCases.saveCategory(admin, { ...category, name: 'Telex' });
      await useCases.archiveCategory(admin, { categoryId: id });
      return async () => useCases.restoreCategory(await caller('admin'), { categoryId: id });
    },
  },
  saveCategory: {
    leaves: 'category.added',
    prepare: async () => async () =>
      useCases.saveCategory(await caller('admin'), { ...category, name: 'Zebras' }),
  },
};

/** What reads only, changes no more than how a message is drawn, or has a job look again, which leaves its own. */
const readers: (keyof UseCases)[] = [
  'hasAskedForAccess',
  'isWalkThread',
  'listCategories',
  'listClaimers',
  'listClocks',
  'listFlows',
  'listGroupRoles',
  'listWalkers',
  'noteGroupChange',
  'readCategory',
  'readClocks',
  'readEscalation',
  'readHome',
  'readIntake',
  'readLedger',
  'readNode',
  'readQuestion',
  'readProposal',
  'readQueue',
  'readSession',
  'readSettings',
  'readWebhook',
  'readWaysOn',
  'readTicketNumber',
  'readTimes',
  'redrawStale',
];

describe('the audit', () => {
  it('knows of every use case', () => {
    expect([...Object.keys(acts), ...readers].sort()).toEqual(Object.keys(useCases).sort());
  });

  it.each(Object.entries(acts))('of %s gets one entry', async (_name, { leaves, prepare }) => {
    const act = await prepare();
    const before = await entries();
    await act();
    const added = (await entries()).slice(before.length);
    expect(added.map(({ action }) => action)).toEqual([leaves]);
  });

  it('of a refused act gets none', async () => {
    const { sessionId } = await walk();
    const agent = await caller('agent');
    await useCases.resolveSession(agent, { sessionId, helpful: null });
    const before = await entries();
    await expect(useCases.resolveSession(agent, { sessionId, helpful: null })).rejects.toThrow('ended');
    await expect(useCases.readSettings(agent)).rejects.toThrow('Not allowed');
    expect(await entries()).toHaveLength(before.length);
  });

  it('of a delivery that comes twice gets one', async () => {
    const { sessionId } = await walk();
    const agent = { ...(await caller('agent')), delivery: 'trigger:1' };
    const before = await entries();
    await useCases.carrySession(agent, { sessionId, act: { kind: 'stop' } });
    await expect(useCases.carrySession(agent, { sessionId, act: { kind: 'stop' } })).rejects.toThrow(
      'taken effect before',
    );
    expect(await entries()).toHaveLength(before.length + 1);
  });

  it('says who did it and from where', async () => {
    await as('agent').types('/intake --adhoc from the command', { in: '#helpdesk' });
    const last = (await entries()).at(-1);
    expect(last).toMatchObject({ action: 'intake.submitted', surface: 'command' });
    expect(last?.member_id).toBe((await caller('agent')).actor.memberId);
  });

  it('is a chain that verifies, whatever the JSON columns made of the order of keys', async () => {
    const all = await entries();
    let previous = '';
    for (const [index, entry] of all.entries()) {
      expect(entry.sequence).toBe(String(index + 1));
      expect(entry.previous_hash).toBe(previous);
      expect(
        auditHash(previous, { sequence: BigInt(entry.sequence), at: entry.at, record: recordOf(entry) }),
      ).toBe(entry.hash);
      previous = entry.hash;
    }
    expect(await rows('select last_audit_hash as hash from account')).toEqual([{ hash: previous }]);
  });

  it('does not verify once a row is changed', async () => {
    const [entry] = await entries();
    if (!entry) throw new Error('There are entries');
    const forged = { ...recordOf(entry), surface: 'cli' as const };
    const { sequence, at, hash } = entry;
    expect(auditHash('', { sequence: BigInt(sequence), at, record: forged })).not.toBe(hash);
  });

  it('is not rewritten: the database refuses', async () => {
    await expect(rows("update audit_entry set action = 'nothing.happened'")).rejects.toThrow();
  });

  it('stays one chain when many act at once', async () => {
    const agent = await caller('agent');
    const sessions = await Promise.all(Array.from({ length: 8 }, adHoc));
    await Promise.all(
      sessions.map((sessionId) => useCases.addNote(agent, { source: 'modal', sessionId, text: 'at once' })),
    );
    const all = await entries();
    expect(all.slice(1).map((entry) => entry.previous_hash)).toEqual(
      all.slice(0, -1).map(({ hash }) => hash),
    );
  });
});

function recordOf(entry: Entry): AuditRecord {
  const { member_id: memberId, subject_id: subjectId, action, subject, before, after, surface } = entry;
  return { memberId, subjectId, action, subject, before, after, surface };
}
