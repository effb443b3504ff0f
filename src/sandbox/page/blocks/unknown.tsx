/** What this page cannot draw is named, so that nobody looks for a block that is there. */
export function Unknown({ type }: { type: string }) {
  return (
    <div class="unknown-block">
      The sandbox cannot draw <code>{type}</code>. Slack may.
    </div>
  );
}
