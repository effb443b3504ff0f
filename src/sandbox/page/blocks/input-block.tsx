import type { InputBlock } from '@slack/types';
import { useId } from 'preact/hooks';
import { Element } from './element.js';
import { useSurface } from './surface.js';
import { plain } from './text.js';

const grouped = ['radio_buttons', 'checkboxes'];

/** A labelled field of a form, with its hint and whatever is wrong with it. */
export function InputField({ block, blockId }: { block: InputBlock; blockId: string }) {
  const surface = useSurface();
  const id = useId();
  const error = surface.errors[blockId];
  const label = plain(block.label);
  const isGroup = grouped.includes(block.element.type);
  const place = {
    blockId,
    label,
    isSentAtOnce: block.dispatch_action ?? false,
    ...(isGroup ? {} : { inputId: id }),
  };
  const words = (
    <>
      {label}
      {block.optional && <span class="optional"> (optional)</span>}
    </>
  );
  return (
    <div class="input-block">
      {isGroup ? (
        <span class="label">{words}</span>
      ) : (
        <label class="label" for={id} dir="auto">
          {words}
        </label>
      )}
      <Element element={block.element} place={place} />
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {block.hint && <p class="hint">{plain(block.hint)}</p>}
    </div>
  );
}
