const shownFor = 2_400;

/** Brings something into sight and makes it blink, so that the eye finds it. */
export function lightUp(element: HTMLElement | undefined): void {
  if (!element) return;
  element.scrollIntoView({ block: 'center' });
  element.classList.add('lit-up');
  window.setTimeout(() => element.classList.remove('lit-up'), shownFor);
}
