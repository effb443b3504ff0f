import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  SectionBlockAccessory,
} from '@slack/types';
import { ButtonElement, FeedbackElement, IconButtonElement, OverflowElement } from './button.js';
import { MomentElement, RichTextInputElement, TextElement } from './fields.js';
import { Picture } from './image.js';
import { CheckboxesElement, RadioElement } from './options.js';
import { SelectElement } from './selects.js';
import type { ElementPlace } from './surface.js';
import { Unknown } from './unknown.js';

export type AnyElement =
  | ActionsBlockElement
  | ContextActionsBlockElement
  | InputBlockElement
  | SectionBlockAccessory;

/** One element of a block, whichever it is. */
export function Element({ element, place }: { element: AnyElement; place: ElementPlace }) {
  switch (element.type) {
    case 'button':
      return <ButtonElement element={element} place={place} />;
    case 'overflow':
      return <OverflowElement element={element} place={place} />;
    case 'feedback_buttons':
      return <FeedbackElement element={element} place={place} />;
    case 'icon_button':
      return <IconButtonElement element={element} place={place} />;
    case 'radio_buttons':
      return <RadioElement element={element} place={place} />;
    case 'checkboxes':
      return <CheckboxesElement element={element} place={place} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextElement element={element} place={place} />;
    case 'rich_text_input':
      return <RichTextInputElement element={element} place={place} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <MomentElement element={element} place={place} />;
    case 'image':
      return <Picture image={element} class="accessory-image" />;
    case 'file_input':
    case 'workflow_button':
      return <Unknown type={element.type} />;
    default:
      return isSelect(element) ? (
        <SelectElement element={element} place={place} />
      ) : (
        <Unknown type={(element as { type: string }).type} />
      );
  }
}

function isSelect(element: { type: string }): boolean {
  return /^(multi_)?(static|external|users|conversations|channels)_select$/.test(element.type);
}
