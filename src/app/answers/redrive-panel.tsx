import { useMemo } from 'react'
import { EVENT_LIMIT } from '../../analysis/budget.ts'
import { type Redrive, type RunsAgain, redriveOf, redrivesBelow } from '../../analysis/redrive.ts'
import { forestOf } from '../../forest/grow.ts'
import type { Member } from '../../forest/member.ts'
import type { Millis } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { formatCount } from '../../words/format-count.ts'
import { memberWords } from '../../words/member-names.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import { redriveCommand } from '../../words/redrive-command.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import type { AnswerScope } from './answer-scope.ts'
import { ReadOf } from './read-of.tsx'

interface RedrivePanelProps {
  readonly scope: AnswerScope
  /** The execution on the page, with all that is known of it. */
  readonly own: Member | undefined
  readonly now: Millis
  readonly timeMode: TimeMode
}

/** What a redrive would do, told before it is done. Nothing here changes anything: a person runs the command. */
export function RedrivePanel({ scope, own, now, timeMode }: RedrivePanelProps) {
  const { tree, forest } = scope
  const known = forest ?? forestOf(tree)
  const redrive = useMemo(() => own && redriveOf(known, own, now), [known, own, now])
  const below = useMemo(() => redrivesBelow(known, now), [known, now])
  const commands = [redrive, ...below].flatMap(one => commandOf(one) ?? [])
  return (
    <>
      {redrive === undefined ? (
        <p className="sfn-muted">What runs, or ended well, cannot be redriven.</p>
      ) : (
        <OneRedrive redrive={redrive} title="This execution" timeMode={timeMode} />
      )}
      {below.length > 0 && <ReadOf forest={forest} />}
      {below.map(one => (
        <OneRedrive key={one.member.id} redrive={one} title={memberWords(one.member)} timeMode={timeMode} />
      ))}
      {commands.length > 1 && (
        <CopyButton label={`Copy all ${commands.length} commands`} text={() => commands.join('\n')} />
      )}
    </>
  )
}

function commandOf(redrive: Redrive | undefined): string | undefined {
  if (redrive?.redriveArn === undefined || redrive.verdict === 'refused') return undefined
  return redriveCommand(redrive.redriveArn)
}

interface OneRedriveProps {
  readonly redrive: Redrive
  readonly title: string
  readonly timeMode: TimeMode
}

function OneRedrive({ redrive, title, timeMode }: OneRedriveProps) {
  const { until, eventsLeft, again, complete, redrives } = redrive
  const command = commandOf(redrive)
  return (
    <section className="sfn-redrive" aria-label={`Redrive of ${title}`}>
      <h2>{title}</h2>
      <p>
        <b>{verdictWords(redrive)}</b>
        {redrives > 0 && ` It was redriven ${redrives === 1 ? 'once' : `${formatCount(redrives)} times`} before.`}
      </p>
      {redrive.verdict !== 'refused' && (
        <>
          <p>
            {until !== undefined && <>Until {formatDateTimeToSecond(until, timeMode)}, 14 days from its end. </>}
            {eventsLeft !== undefined && `${formatCount(eventsLeft)} of ${formatCount(EVENT_LIMIT)} events are left. `}
            Timeouts and counts of retries start anew; the definition stays that of the first start.
          </p>
          {again.length > 0 && (
            <>
              <h3>Runs again{complete ? '' : ', as far as its history is read'}</h3>
              <ul className="sfn-redrive-states">
                {again.map(state => (
                  <li key={`${state.kind} ${state.path}`}>{againWords(state)}</li>
                ))}
              </ul>
            </>
          )}
          {command !== undefined && (
            <div className="sfn-redrive-command">
              <code>{command}</code>
              <CopyButton label="Copy" ariaLabel={`Copy the command for ${title}`} text={() => command} />
            </div>
          )}
        </>
      )}
    </section>
  )
}

function verdictWords({ verdict, reason, redriveArn }: Redrive): string {
  switch (verdict) {
    case 'told':
      return 'AWS says that it can be redriven.'
    case 'untold':
      return 'AWS was not asked whether it can be redriven; no rule speaks against it.'
    case 'byMapRun':
      return redriveArn === undefined
        ? 'It is redriven through its Map Run: redrive the execution that the Map Run belongs to.'
        : 'It is redriven through its Map Run, by redriving the execution around it.'
    case 'refused':
      return `It cannot be redriven${reason === undefined ? '.' : `: ${reason.replace(/\.?$/, '.')}`}`
  }
}

function againWords({ path, count, children, kind }: RunsAgain): string {
  const times = count > 1 ? ` (${formatCount(count)} visits)` : ''
  const place = path === '' ? 'The execution' : path
  switch (kind) {
    case 'runs':
      return `${place}${times}`
    case 'fails':
      return `${place}${times}: a Fail state, it fails again`
    case 'starts':
      return `${place}${times}: starts another execution`
    case 'mapRun':
      return `${place}${times}: ${children === undefined ? 'its children that did not succeed' : `${formatCount(children)} children that did not succeed`}`
  }
}
