import type { AlertBlock, CardBlock, ContainerBlock, PlanBlock, TaskCardBlock } from '@slack/types';
import { RichText } from '../text/rich-text.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Block } from './blocks.js';
import { ButtonElement } from './button.js';
import { Picture } from './image.js';
import { plain, Text } from './text.js';

const alertIcons: Record<string, IconName> = { warning: 'warning', error: 'warning', success: 'check' };

export function Alert({ block }: { block: AlertBlock }) {
  const level = block.level ?? 'default';
  return (
    <div class={`alert alert-${level}`}>
      <Icon name={alertIcons[level] ?? 'info'} />
      <Text text={block.text} />
    </div>
  );
}

export function Card({ block, blockId }: { block: CardBlock; blockId: string }) {
  return (
    <article class="card">
      {block.hero_image && <Picture image={block.hero_image} class="card-hero" />}
      <div class="card-head">
        {block.icon && <Picture image={block.icon} class="card-icon" />}
        <div>
          {block.title && (
            <div class="card-title">
              <Text text={block.title} />
            </div>
          )}
          {block.subtitle && (
            <div class="card-subtitle">
              <Text text={block.subtitle} />
            </div>
          )}
        </div>
      </div>
      {block.body && <Text text={block.body} />}
      {block.actions && (
        <div class="actions">
          {block.actions.map((button) => (
            <ButtonElement
              key={button.action_id}
              element={button}
              place={{ blockId, label: '', isSentAtOnce: true }}
            />
          ))}
        </div>
      )}
    </article>
  );
}

const taskMarks = { pending: '○', in_progress: '◐', complete: '●', error: '✕' } as const;
const taskWords = {
  pending: 'Not begun',
  in_progress: 'Under way',
  complete: 'Done',
  error: 'Failed',
} as const;

export function Task({ block }: { block: TaskCardBlock }) {
  return (
    <div class={`task task-${block.status}`}>
      <span role="img" aria-label={taskWords[block.status]}>
        {taskMarks[block.status]}
      </span>
      <div>
        <strong>{block.title}</strong>
        {block.details && <RichText block={block.details} />}
        {block.output && <RichText block={block.output} />}
      </div>
    </div>
  );
}

export function Plan({ block }: { block: PlanBlock }) {
  const tasks = (block.tasks ?? []) as TaskCardBlock[];
  return (
    <div class="plan">
      <strong>{block.title}</strong>
      {tasks.map((task) => (
        <Task key={task.task_id} block={task} />
      ))}
    </div>
  );
}

export function Container({ block, blockId }: { block: ContainerBlock; blockId: string }) {
  const children = block.child_blocks.map((child, index) => {
    const id = child.block_id ?? `${blockId}-${index}`;
    return <Block key={id} block={{ ...child, block_id: id }} />;
  });
  const title = block.title
    ? plain(block.title)
    : block.rich_text_title && <RichText block={block.rich_text_title} />;
  const head = (
    <>
      <strong>{title}</strong>
      {block.subtitle && <Text text={block.subtitle} />}
    </>
  );
  if (!block.is_collapsible) {
    return (
      <div class="container">
        {head}
        {children}
      </div>
    );
  }
  return (
    <details class="container" open={!block.default_collapsed}>
      <summary>{head}</summary>
      {children}
    </details>
  );
}
