import { beforeAll, describe, expect, it } from 'vitest';
import type { BuiltNode, TreeBuilder } from '../../src/ai/tree-builder.js';
import { testDatabase } from '../support/database.js';
import { badgeProblem, badgeReader } from '../support/flows.js';
import { asks, built } from '../support/nodes.js';
import { stage } from '../support/product.js';

/** Writes "Question 1", "Question 2" …, and waits where it is told to. */
class SlowBuilder implements TreeBuilder {
  readonly id = 'slow@1';
  readonly source = 'built_in';
  private pause: { started: () => void; go: Promise<void> } | null = null;

  async nextNode({ depth }: { depth: number }): Promise<BuiltNode> {
    const pause = this.pause;
    this.pause = null;
    pause?.started();
    await pause?.go;
    return built(asks(`Question ${depth}`, ['Left', 'Right']), 'built_in');
  }

  /** The next node is held up until `go` is called; `started` resolves when it is asked for. */
  pauses(): { started: Promise<void>; go: () => void } {
    let go = (): void => undefined;
    let begin = (): void => undefined;
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    this.pause = { started: () => begin(), go: new Promise<void>((resolve) => (go = resolve)) };
    return { started, go: () => go() };
  }
}

const builder = new SlowBuilder();
const desk = await stage(await testDatabase(), { builder });
const { as, publish, rows, clock, restart } = desk;
const ava = as('agent');

beforeAll(() => publish(badgeReader));

describe('the program is started anew in mid-walk', () => {
  it('and the walk goes on where it was', async () => {
    await ava.types(`/intake ${badgeProblem}`, { in: '#helpdesk' });
    await ava.clicks('Yes');
    await restart();
    await ava.clicks('Done');
    ava.sees('Does the door open now? Step 3');
    await ava.clicks('Back');
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 4');
  });

  it('and what was acknowledged but not sent is sent', async () => {
    await desk.product.worker.stop();
    await ava.clicks('Done');
    ava.doesNotSee('Step 5');
    expect(await rows('select 1 from step')).toHaveLength(4);
    await restart();
    await desk.product.worker.idle();
    ava.sees('Does the door open now? Step 5');
    expect(ava.screen().match(/Step 5/g)).toHaveLength(1);
    expect(ava.screen().match(/✓ Done — @Ava Agent/g)).toHaveLength(2);
  });

  it('and an escalation that was not sent reaches engineering, once', async () => {
    await desk.product.worker.stop();
    await ava.clicks('Escalate');
    await ava.submits({ 'What do they need to know?': 'Nobody was told yet' });
    as('engineer').doesNotSee('Nobody was told yet');
    await restart();
    await desk.product.worker.idle();
    expect(
      as('engineer')
        .screen({ in: '#engineering' })
        .match(/needs an engineer/g),
    ).toHaveLength(1);
  });

  it('and nothing is acknowledged that the stopped program did not take', async () => {
    await ava.types(`/intake ${badgeProblem}`);
    await desk.product.stop();
    // Which error Slack shows depends on how the app is connected.
    expect(await ava.clicks('Yes')).toMatchObject({ ok: false });
    await restart();
    await ava.clicks('Yes');
    ava.sees('Wipe the badge and hold it flat for three seconds. Step 2');
  });
});

describe('the program is killed while a node is written', () => {
  it('and the node is written by the next one; the late writer changes nothing', async () => {
    await ava.types('/intake --build the printer prints pink');
    ava.sees('Question 1');
    const pause = builder.pauses();
    const click = ava.clicks('Left');
    await pause.started;

    await restart({ killed: true });
    clock.passes(20_000);
    await desk.product.worker.idle();
    ava.sees('Question 2');
    pause.go();
    await click;
    expect(ava.screen().match(/Question 2\n *Step 2/g)).toHaveLength(1);
    expect(await rows("select 1 from node where text = 'Question 2'")).toHaveLength(1);
    expect(await rows("select 1 from generation where state <> 'ready'")).toEqual([]);
    await ava.clicks('Right');
    ava.sees('Question 3');
  });
});
