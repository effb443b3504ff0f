/** Grey lines where something is about to be. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${[72, 46, 88, 60][index % 4]}%` }} />
      ))}
    </div>
  );
}
