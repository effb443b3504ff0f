import { Icon, type IconName } from './ui/icon.js';
import { Logo } from './ui/logo.js';

export type Theme = 'auto' | 'light' | 'dark';

type TopBarProps = {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  isBeside: boolean;
  onBeside: () => void;
  isInspecting: boolean;
  onInspect: () => void;
  isGuided: boolean;
  onGuide: () => void;
};

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcons: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' };
const themeNames: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };

export function TopBar(props: TopBarProps) {
  const { theme } = props;
  return (
    <header class="top-bar">
      <Logo size={26} />
      <strong class="wordmark">
        Intake <span>Sandbox</span>
      </strong>
      <span class="top-bar-note">A local workspace on your machine. Nothing leaves it.</span>
      <nav class="top-bar-tools" aria-label="Sandbox">
        <Tool label="Try this" icon="list" isOn={props.isGuided} onClick={props.onGuide} />
        <Tool label="Side by side" icon="columns" isOn={props.isBeside} onClick={props.onBeside} isWideOnly />
        <Tool label="Traffic" icon="traffic" isOn={props.isInspecting} onClick={props.onInspect} />
        <button
          type="button"
          class="top-tool"
          aria-label={`Colours: ${themeNames[theme]}. Change`}
          title={`Colours: ${themeNames[theme]}`}
          onClick={() => props.onTheme(nextTheme[theme])}
        >
          <Icon name={themeIcons[theme]} size={18} />
        </button>
      </nav>
    </header>
  );
}

type ToolProps = { label: string; icon: IconName; isOn: boolean; isWideOnly?: boolean; onClick: () => void };

function Tool({ label, icon, isOn, isWideOnly, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class={isWideOnly ? 'top-tool wide-only' : 'top-tool'}
      aria-pressed={isOn}
      aria-label={label}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
      <span>{label}</span>
    </button>
  );
}
