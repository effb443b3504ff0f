import { useState } from 'preact/hooks';
import { Icon } from '../ui/icon.js';
import { type Help, type Step, steps } from './steps.js';

type GuideProps = {
  done: string[];
  /** Says why, when a step cannot be helped with yet. */
  onHelp: (help: Help) => string;
  onClose: () => void;
  onRestart: () => void;
};

/** The first minute, step by step. What the person does by themselves is ticked off as well. */
export function Guide({ done, onHelp, onClose, onRestart }: GuideProps) {
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const current = steps.find((step) => !done.includes(step.id));
  const help = (step: Step) => setAnswer(onHelp(step.help));
  return (
    <section class="guide" aria-label="Try this">
      <div class="guide-now">
        <strong class="guide-title">Try this</strong>
        <Progress done={done} />
        <div class="guide-step" aria-live="polite">
          {current ? (
            <>
              <Words text={current.text} />{' '}
              <button type="button" class="link" onClick={() => help(current)}>
                {current.help.label}
              </button>
            </>
          ) : (
            <>
              Done: a problem has gone all the way from a question to a fix.{' '}
              <button type="button" class="link" onClick={onRestart}>
                Start over
              </button>
            </>
          )}
          {answer && <p class="guide-answer">{answer}</p>}
        </div>
        <button
          type="button"
          class="button button-quiet"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Fewer' : 'All steps'}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="Skip the guide"
          title="Skip the guide"
          onClick={onClose}
        >
          <Icon name="close" size={18} />
        </button>
      </div>
      {isOpen && (
        <ol class="guide-steps">
          {steps.map((step) => (
            <li
              key={step.id}
              class={done.includes(step.id) ? 'is-done' : step === current ? 'is-current' : ''}
            >
              <Tick isDone={done.includes(step.id)} />
              <span>
                <Words text={step.text} />{' '}
                {!done.includes(step.id) && (
                  <button type="button" class="link" onClick={() => help(step)}>
                    {step.help.label}
                  </button>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Progress({ done }: { done: string[] }) {
  const count = steps.filter((step) => done.includes(step.id)).length;
  return (
    <span class="guide-progress" role="img" aria-label={`${count} of ${steps.length} done`}>
      {steps.map((step) => (
        <i key={step.id} class={done.includes(step.id) ? 'is-done' : ''} />
      ))}
    </span>
  );
}

function Tick({ isDone }: { isDone: boolean }) {
  return (
    <span class="tick" role="img" aria-label={isDone ? 'Done' : 'To do'}>
      {isDone && <Icon name="check" size={14} />}
    </span>
  );
}

/** The text between backticks is something to type. */
function Words({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 ? <code>{part}</code> : part))}</>;
}
