import { expect, it } from 'vitest';
import { ConflictError, PermissionDeniedError } from '../../src/domain/errors.js';
import { testDatabase } from '../support/database.js';
import { stage } from '../support/product.js';

const { product, caller, rows, workspace } = await stage(await testDatabase());
const { useCases } = product;

it('gives an escalation to one of fifty engineers who claim it at once', async () => {
  const admin = await caller('admin');
  const engineers = [];
  for (let number = 0; number < 50; number += 1) {
    workspace.addPerson({ handle: `engineer-${number}`, name: `Engineer ${number}` });
    const { memberId } = (await caller(`engineer-${number}`)).actor;
    await useCases.giveRole(admin, { memberId, role: 'engineer', coversL1: false });
    engineers.push(await caller(`engineer-${number}`));
  }
  const { escalation } = await useCases.escalateProblem(await caller('agent'), {
    problem: 'everything burns',
    reason: 'all of it',
    category: 'outage',
    channelId: 'C0HELPDESK',
    responseUrl: null,
  });

  const claims = await Promise.allSettled(
    engineers.map((engineer) => useCases.claimEscalation(engineer, { escalationId: escalation.id })),
  );

  const won = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value.claimedById] : []));
  expect(won).toHaveLength(1);
  for (const claim of claims) {
    if (claim.status === 'fulfilled') continue;
    expect(claim.reason).toBeInstanceOf(ConflictError);
    expect(claim.reason).toMatchObject({ what: 'claimed', by: { memberId: won[0] } });
  }
  expect(await rows('select member_id as by from claim')).toEqual([{ by: won[0] }]);
  expect(await rows("select member_id as by from audit_entry where action = 'escalation.claimed'")).toEqual([
    { by: won[0] },
  ]);
}, 60_000);

it('gives nothing to somebody who has lost the role since they pressed', async () => {
  const [admin, agent] = [await caller('admin'), await caller('agent')];
  workspace.addPerson({ handle: 'leaver', name: 'Lea Leaver' });
  const { memberId } = (await caller('leaver')).actor;
  for (let round = 0; round < 10; round += 1) {
    await useCases.giveRole(admin, { memberId, role: 'engineer', coversL1: false });
    const engineer = await caller('leaver');
    const { escalation } = await useCases.escalateProblem(agent, {
      problem: `smoke ${round}`,
      reason: 'It burns',
      category: 'outage',
      channelId: 'C0HELPDESK',
      responseUrl: null,
    });
    await Promise.allSettled([
      useCases.claimEscalation(engineer, { escalationId: escalation.id }),
      useCases.giveRole(admin, { memberId, role: null, coversL1: false }),
    ]);
    const late = useCases.claimEscalation(engineer, { escalationId: escalation.id });
    await expect(late).rejects.toBeInstanceOf(PermissionDeniedError);
    expect(await rows('select status::text from escalation where id = $1', [escalation.id])).toEqual([
      { status: 'open' },
    ]);
  }
});
