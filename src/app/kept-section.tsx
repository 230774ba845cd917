import { useEffect, useRef } from 'react'
import { Switch } from '../kit/controls.tsx'
import { useHistoryCache } from '../state/use-history-cache.ts'
import { useRecentExecutions } from '../state/use-recent-executions.ts'
import { formatCount } from '../words/format-count.ts'

/**
 * The one place that says what this browser keeps of what is opened, and where that is chosen and forgotten. `shown`: the person
 * came for this.
 */
export function KeptSection({ shown }: { readonly shown: boolean }) {
  const recent = useRecentExecutions()
  const histories = useHistoryCache()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shown) heading.current?.focus()
  }, [shown])
  const copies = histories.list.length + histories.fileCount
  return (
    <section>
      <h3 ref={heading} tabIndex={-1}>
        Kept in this browser
      </h3>
      <p className="sfn-muted">
        Of what you open nothing is kept until you switch it on here; switching it off forgets it. Your settings and the
        key to your gateway are kept always.
      </p>
      <Switch label="Keep a list of what I open" on={recent.kept} onChange={recent.keep} />
      <p className="sfn-muted">Names, ARNs and outcomes, for the first page.</p>
      {recent.list.length + recent.machines.length > 0 && (
        <Held
          what={`${formatCount(recent.list.length || recent.machines.length)} in the list`}
          forget="Forget the list"
          onForget={recent.clear}
        />
      )}
      <Switch
        label="Keep finished histories and opened files"
        on={histories.kept}
        onChange={kept => void histories.keep(kept)}
      />
      <p className="sfn-muted">
        Histories then open without a request and outlive AWS's 90 days; a reload finds your files again. They may hold
        secrets: keep them only on a machine that is yours.
      </p>
      {histories.problem !== undefined && <p role="alert">{histories.problem.message}</p>}
      {copies > 0 && (
        <Held
          what={`${formatCount(copies)} kept, ${sizeWords(histories.totalBytes)}`}
          forget="Forget histories and files"
          onForget={() => void histories.forgetAll()}
        />
      )}
    </section>
  )
}

interface HeldProps {
  readonly what: string
  readonly forget: string
  readonly onForget: () => void
}

function Held({ what, forget, onForget }: HeldProps) {
  return (
    <p>
      {what}{' '}
      <button type="button" className="sfn-action" onClick={onForget}>
        {forget}
      </button>
    </p>
  )
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
