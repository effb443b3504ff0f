import { Component, type ComponentChild, type ComponentType, h } from 'preact';

/** Draws a component again only when one of its props is another one. (Preact keeps its own version in `compat`.) */
export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return differ(this.props as object, next);
    }

    override render(): ComponentChild {
      return h(Inner, this.props as P);
    }
  };
}

function differ(before: object, after: object): boolean {
  const a = before as Record<string, unknown>;
  const b = after as Record<string, unknown>;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (a[key] !== b[key]) return true;
  return false;
}
