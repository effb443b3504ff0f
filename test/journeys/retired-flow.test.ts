import { describe, expect, it } from 'vitest';
import { NotFoundError, PermissionDeniedError } from '../../src/domain/errors.js';
import { systemActor } from '../../src/domain/member.js';
import { publishFlow } from '../../src/usecases/flow/publish-flow.js';
import { restoreFlow } from '../../src/usecases/flow/restore-flow.js';
import { retireFlow } from '../../src/usecases/flow/retire-flow.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { stage } from '../support/product.js';

const { as, product, caller, publish, rows } = await stage(await testDatabase());
const ava = as('agent');
const { slug, title } = badgeReader;
const { services, accountId } = product;
const ctx = { ...services, actor: systemActor(accountId, 'cli'), delivery: null };
await publish(badgeReader);

const acts = async () =>
  (
    await rows<{ action: string }>(
      "select action from audit_entry where action like 'flow.re%' order by sequence",
    )
  ).map(({ action }) => action);
const republish = (definition: typeof badgeReader) =>
  publishFlow(ctx, { definition, source: 'imported' }).then(({ status }) => status);

describe('a flow that is retired', () => {
  it('is retired once, by admins alone, and only where there is one', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    ava.sees('Does the reader beep');
    await retireFlow(ctx, { slug });
    await retireFlow(ctx, { slug });
    expect(await acts()).toEqual(['flow.retired']);
    await expect(retireFlow(ctx, { slug: 'no-such-flow' })).rejects.toBeInstanceOf(NotFoundError);
    const agent = { ...ctx, ...(await caller('agent')) };
    await expect(retireFlow(agent, { slug })).rejects.toBeInstanceOf(PermissionDeniedError);
    await expect(restoreFlow(agent, { slug })).rejects.toBeInstanceOf(PermissionDeniedError);
  });

  it('is not matched, not listed, and not started by name', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#random' });
    const [intake] = await rows<{ outcome: string; offered: string }>(
      'select outcome::text, candidates::text as offered from intake order by created_at desc limit 1',
    );
    expect(intake?.outcome).not.toBe('matched');
    expect(intake?.offered).not.toContain(title);
    await ava.types('/intake flows');
    ava.doesNotSee(slug, { in: '#random' });
    await ava.types(`/intake --flow ${slug} it stays red`);
    ava.sees('This flow has been retired, so no new walk starts on it. Start another way');
  });

  it('lets the walk under way go on', async () => {
    await ava.clicks('Yes', { in: '#helpdesk' });
    ava.sees('Wipe the badge', { in: '#helpdesk' });
  });

  it('stays retired where the same content is imported, and comes back with a new one', async () => {
    expect(await republish(badgeReader)).toBe('unchanged');
    expect(await services.store.flows.list(accountId, 100)).not.toContainEqual(
      expect.objectContaining({ slug }),
    );
    expect(await republish({ ...badgeReader, description: 'The light of the reader stays red.' })).toBe(
      'published',
    );
    expect(await services.store.flows.list(accountId, 100)).toContainEqual(expect.objectContaining({ slug }));
  });

  it('is restored as it was, once', async () => {
    await retireFlow(ctx, { slug });
    await restoreFlow(ctx, { slug });
    await restoreFlow(ctx, { slug });
    expect(await acts()).toEqual(['flow.retired', 'flow.retired', 'flow.restored']);
    await expect(restoreFlow(ctx, { slug: 'no-such-flow' })).rejects.toBeInstanceOf(NotFoundError);
    await ava.types(`/intake --flow ${slug} it stays red`, { in: '#random' });
    ava.sees('Flow: Badge reader stays red v2');
  });

  it('is not started from a card that was drawn before', async () => {
    const [intake] = await rows<{ id: string }>(
      "select id from intake where outcome <> 'matched' and decision is null order by created_at desc limit 1",
    );
    const flow = await services.store.flows.findBySlug(accountId, slug);
    await retireFlow(ctx, { slug });
    const chosen = product.useCases.decideIntake(await caller('agent'), {
      intakeId: intake?.id ?? '',
      decision: { kind: 'use_flow', flowId: flow?.id ?? '' },
      responseUrl: null,
    });
    await expect(chosen).rejects.toMatchObject({ field: 'flow', problem: 'retired' });
  });
});
