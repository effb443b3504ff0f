import type { SuggestionState } from './use-suggestions.js';

export function Suggestions({ suggestions }: { suggestions: SuggestionState }) {
  const { listId, items, active, choose } = suggestions;
  return (
    <div class="suggestions" role="listbox" id={listId} aria-label="Suggestions">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field that has the focus handles the keys.
        <div
          key={item.id}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          class={index === active ? 'menu-item menu-item-active' : 'menu-item'}
          // The field keeps the focus, so that typing goes on.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(item)}
        >
          <span class="menu-words">
            <span>
              <strong>{item.title}</strong> {item.hint && <span class="suggestion-hint">{item.hint}</span>}
            </span>
            {item.note && <small>{item.note}</small>}
          </span>
        </div>
      ))}
      <p class="suggestions-help" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Tab</kbd> or <kbd>Enter</kbd> to choose, <kbd>Esc</kbd> to
        dismiss
      </p>
    </div>
  );
}
