import { type BusinessHours, isTimeOfDay, isTimeZone } from '../../domain/business-hours.js';
import { InvalidInputError } from '../../domain/errors.js';
import { isLive } from '../../domain/escalation.js';
import { clockLimits, type DeskSettings } from '../../domain/escalation-clock.js';
import { authorize } from '../../domain/policy.js';
import type { Context } from '../context.js';
import { type Held, hold, setClock } from '../shared/escalation-acts.js';
import { membersOf } from '../shared/recipients.js';
import { redrawEscalation } from '../shared/redraw-escalation.js';
import { type Acting, found, transact } from '../shared/transact.js';

/** Who is called on a level: a Slack user group by its id, and people by their Slack user ids. */
interface Called {
  groupId: string | null;
  people: string[];
}

export interface SaveClocks {
  /** Null: what holds where a category says nothing. */
  categoryId: string | null;
  /** Null takes over the account's, 0 switches the clock off. */
  claimMinutes: number | null;
  firstActionMinutes: number | null;
  /** Null takes over the account's; of the account it means day and night. */
  businessHours: BusinessHours | null;
  onCall: Called;
  nextLevel: Called;
}

/**
 * Sets how long escalations may wait and who is called. It holds at once, also for those that wait already.
 * @throws {PermissionDeniedError} unless the actor is an admin or owner.
 * @throws {InvalidInputError} for minutes, hours or people that cannot be.
 * @throws {NotFoundError} if the account has no such category.
 */
export async function saveClocks(ctx: Context, input: SaveClocks): Promise<void> {
  authorize(ctx.actor, 'settings.write');
  assertMinutes('claimMinutes', input.claimMinutes);
  assertMinutes('firstActionMinutes', input.firstActionMinutes);
  if (input.businessHours) assertHours(input.businessHours);
  await transact(ctx, async (tx) => {
    const { categoryId } = input;
    if (categoryId) found(await tx.categories.find(tx.accountId, categoryId), 'category');
    const live = await holdLive(tx, categoryId);
    const before = await tx.clocks.read(tx.accountId, categoryId);
    const after = await settingsOf(tx, input);
    await tx.clocks.save(tx.accountId, categoryId, after);
    for (const held of live) {
      await setClock(tx, held.escalation, held.categoryId);
      await redrawEscalation(tx, held.escalation.id);
    }
    await tx.record({
      action: 'clocks.saved',
      subject: categoryId ? 'category' : 'account',
      subjectId: categoryId ?? tx.accountId,
      before,
      after,
    });
  });
}

/** Held before the account's row, as every act holds them: two that wait for each other would both wait a second. */
async function holdLive(tx: Acting, categoryId: string | null): Promise<Held[]> {
  const held: Held[] = [];
  for (const { id } of await tx.escalations.live(tx.accountId, categoryId)) held.push(await hold(tx, id));
  return held.filter(({ escalation }) => isLive(escalation));
}

async function settingsOf(tx: Acting, input: SaveClocks): Promise<DeskSettings> {
  const level = async (field: string, { groupId, people }: Called) => ({
    groupId,
    memberIds: await membersOf(tx, people, field),
  });
  return {
    claimMinutes: input.claimMinutes,
    firstActionMinutes: input.firstActionMinutes,
    businessHours: input.businessHours,
    onCall: await level('onCallPeople', input.onCall),
    nextLevel: await level('nextLevelPeople', input.nextLevel),
  };
}

function assertMinutes(field: string, minutes: number | null): void {
  if (minutes === null || minutes === 0) return;
  if (!Number.isInteger(minutes) || minutes < clockLimits.least || minutes > clockLimits.most)
    throw new InvalidInputError(field, 'out_of_range', clockLimits.most);
}

function assertHours({ zone, days, from, to }: BusinessHours): void {
  if (!isTimeZone(zone)) throw new InvalidInputError('zone', 'unknown');
  if (days.length === 0) throw new InvalidInputError('days', 'empty');
  if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    throw new InvalidInputError('days', 'unknown');
  if (!isTimeOfDay(from)) throw new InvalidInputError('from', 'unknown');
  if (!isTimeOfDay(to)) throw new InvalidInputError('to', 'unknown');
}
