import type { ContextBlock, ImageBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { SlackBlock } from '../../protocol.js';
import { Markdown } from '../text/markdown.js';
import { RichText } from '../text/rich-text.js';
import { Alert, Card, Container, Plan, Task } from './cards.js';
import { type AnyElement, Element } from './element.js';
import { Picture } from './image.js';
import { InputField } from './input-block.js';
import { type BlockSurface, SurfaceContext } from './surface.js';
import { DataTable, Table } from './tables.js';
import { plain, Text } from './text.js';
import { Unknown } from './unknown.js';

export function Blocks({ blocks, surface }: { blocks: SlackBlock[]; surface: BlockSurface }) {
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="blocks">
        {blocks.map((block) => (
          <Block key={block.block_id} block={block} />
        ))}
      </div>
    </SurfaceContext.Provider>
  );
}

export function Block({ block }: { block: SlackBlock }) {
  const known = block as KnownBlock;
  const id = block.block_id;
  switch (known.type) {
    case 'section':
      return <Section block={known} blockId={id} />;
    case 'header':
      return (
        <h3 class="header-block" dir="auto">
          {plain(known.text)}
        </h3>
      );
    case 'divider':
      return <hr />;
    case 'context':
      return <Context block={known} />;
    case 'actions':
    case 'context_actions':
      return <Actions elements={known.elements} blockId={id} />;
    case 'input':
      return <InputField block={known} blockId={id} />;
    case 'image':
      return <ImageFigure block={known} />;
    case 'rich_text':
      return <RichText block={known} />;
    case 'markdown':
      return <Markdown text={known.text} />;
    case 'table':
      return <Table block={known} />;
    default:
      return <NewerBlock block={known} blockId={id} />;
  }
}

function NewerBlock({ block, blockId }: { block: KnownBlock; blockId: string }) {
  switch (block.type) {
    case 'data_table':
      return <DataTable block={block} />;
    case 'alert':
      return <Alert block={block} />;
    case 'card':
      return <Card block={block} blockId={blockId} />;
    case 'carousel':
      return (
        <div class="carousel">
          {block.elements.map((card, index) => (
            <Card key={card.block_id ?? index} block={card} blockId={card.block_id ?? blockId} />
          ))}
        </div>
      );
    case 'container':
      return <Container block={block} blockId={blockId} />;
    case 'plan':
      return <Plan block={block} />;
    case 'task_card':
      return <Task block={block} />;
    default:
      return <Unknown type={block.type} />;
  }
}

function Section({ block, blockId }: { block: SectionBlock; blockId: string }) {
  const { accessory } = block;
  const isPicture = accessory?.type === 'image';
  const placeholder = accessory && 'placeholder' in accessory ? plain(accessory.placeholder) : '';
  const label = placeholder || block.text?.text || 'Choice';
  return (
    <div class={isPicture ? 'section section-picture' : 'section'}>
      <div class="section-words">
        {block.text && <Text text={block.text} />}
        {block.fields && (
          <div class="fields">
            {block.fields.map((field) => (
              <Text text={field} />
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          <Element element={accessory} place={{ blockId, label, isSentAtOnce: true }} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: ContextBlock }) {
  return (
    <div class="context">
      {block.elements.map((element) =>
        element.type === 'image' ? (
          <Picture image={element} class="context-image" />
        ) : (
          <Text text={element} />
        ),
      )}
    </div>
  );
}

function Actions({ elements, blockId }: { elements: AnyElement[]; blockId: string }) {
  return (
    <div class="actions">
      {elements.map((element, index) => {
        const label = 'placeholder' in element ? plain(element.placeholder) || 'Choice' : 'Choice';
        const key = 'action_id' in element ? (element.action_id ?? index) : index;
        return <Element key={key} element={element} place={{ blockId, label, isSentAtOnce: true }} />;
      })}
    </div>
  );
}

function ImageFigure({ block }: { block: ImageBlock }) {
  return (
    <figure class="image-block">
      {block.title && <figcaption>{plain(block.title)}</figcaption>}
      <Picture image={block} class="block-image" />
    </figure>
  );
}
