import { Segments } from '../../kit/controls.tsx'
import type { NavigateRuns } from '../../state/link-writer.ts'
import { RUN_HOURS, type RunsLink } from '../../state/runs-link.ts'
import type { RunsTimeMode } from './run-words.ts'

const LENGTHS = RUN_HOURS.map(hours => ({
  id: `${hours}` as const,
  text: hours < 48 ? `${hours} h` : `${hours / 24} days`,
}))

interface LogRangeProps {
  readonly link: RunsLink
  readonly navigate: NavigateRuns
  readonly timeMode: RunsTimeMode
}

/** Which time of an Express machine's log is read: so long, up to now or to a moment. */
export function LogRange({ link, navigate, timeMode }: LogRangeProps) {
  const { hours = RUN_HOURS[0], until } = link
  const others = { from: undefined, to: undefined }
  // Not with every part that is typed: each would be a time of its own.
  const ask = (text: string) => {
    const next = momentOf(text, timeMode)
    const shown = until === undefined ? '' : inputOf(until, timeMode)
    if (text !== shown) navigate({ until: next, ...others }, 'push')
  }
  return (
    <>
      <Segments
        label="Time read"
        options={LENGTHS}
        selected={`${hours}`}
        onSelect={id => navigate({ hours: RUN_HOURS.find(one => `${one}` === id), ...others }, 'push')}
      />
      <label className="sfn-runs-until">
        until
        <input
          // Another clock is another text.
          key={`${until} ${timeMode}`}
          type="datetime-local"
          defaultValue={until === undefined ? '' : inputOf(until, timeMode)}
          title={`The end of the time that is read, ${timeMode === 'utc' ? 'UTC' : 'local time'}; empty: now`}
          onBlur={({ currentTarget }) => ask(currentTarget.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && ask(currentTarget.value)}
        />
      </label>
    </>
  )
}

/** Before there were logs. */
const OLDEST = Date.UTC(2014, 0)

/** As `datetime-local` takes it, to the minute. */
function inputOf(at: number, mode: RunsTimeMode): string {
  const date = new Date(at)
  const shifted = mode === 'utc' ? date : new Date(at - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

function momentOf(text: string, mode: RunsTimeMode): number | undefined {
  const at = Date.parse(mode === 'utc' ? `${text}Z` : text)
  return at >= OLDEST ? at : undefined
}
