/** One way in, two ways on: the mark of a problem that finds its path. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--accent-fill)" />
      <path
        d="M8 9h4.500a4 4 0 0 1 4 4v6a4 4 0 0 0 4 4H24M16.500 14a5 5 0 0 1 5-5H24"
        fill="none"
        stroke="#fff"
        stroke-width="2.600"
        stroke-linecap="round"
      />
      <circle cx="8" cy="9" r="2.600" fill="#fff" />
      <circle cx="24.500" cy="9" r="2.200" fill="#ffd166" />
      <circle cx="24.500" cy="23" r="2.200" fill="#8be0cf" />
    </svg>
  );
}
