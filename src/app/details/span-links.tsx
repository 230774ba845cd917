import { useContext, useMemo } from 'react'
import type { EventId } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { referencesOf } from '../../model/references.ts'
import type { Span } from '../../model/span.ts'
import { ConsoleLinks, type LinkedExecution, LinkedExecutions, type LinkTo } from './linked-execution.ts'
import { placeOf, type ReferenceTarget, referenceTarget } from './reference-target.ts'

interface SpanLinksProps {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly executionArn: string | undefined
  readonly onSelect: (eventId: EventId) => void
}

const MAX_LINKS = 8

/** Where a span leads: events named in its cause, child executions, functions, logs. */
export function SpanLinks({ tree, span, executionArn, onSelect }: SpanLinksProps) {
  const linkTo = useContext(LinkedExecutions)
  const toConsole = useContext(ConsoleLinks)
  const targets = useMemo(() => {
    const leads = (target: ReferenceTarget) => (leadsToExecution(target) ? linkTo(target) !== undefined : true)
    return targetsOf(tree, span, executionArn).filter(target => (target.to === 'console' ? toConsole : leads(target)))
  }, [tree, span, executionArn, linkTo, toConsole])
  if (targets.length === 0) return null
  return (
    <ul className="sfn-links" aria-label="Links">
      {targets.map(target => (
        <li key={`${target.label}${target.to === 'console' ? target.href : ''}`}>
          <TargetLink target={target} linkTo={linkTo} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  )
}

function TargetLink({
  target,
  linkTo,
  onSelect,
}: {
  readonly target: ReferenceTarget
  readonly linkTo: LinkTo
  readonly onSelect: (eventId: EventId) => void
}) {
  if (target.to === 'event') {
    return (
      <button type="button" className="sfn-action" onClick={() => onSelect(target.eventId)}>
        {target.label}
      </button>
    )
  }
  if (target.to === 'console') {
    return (
      <a className="sfn-action" href={target.href} target="_blank" rel="noreferrer noopener">
        {target.label} <Icon name="external" size={12} />
      </a>
    )
  }
  return (
    <a className="sfn-action" href={linkTo(target)} title={target.arn}>
      {target.label}
    </a>
  )
}

function leadsToExecution(target: ReferenceTarget): target is LinkedExecution {
  return target.to === 'execution' || target.to === 'mapRun'
}

/** Attempts belong to what their visit refers to, too: a person looks at the state, not at the attempt. */
function targetsOf(tree: ExecutionTree, span: Span, executionArn: string | undefined): readonly ReferenceTarget[] {
  const ids = [...span.events]
  if (span.kind === 'stateVisit') {
    for (const key of span.children) {
      const child = tree.span(key)
      if (child?.kind === 'taskAttempt' || child?.kind === 'mapRun') ids.push(...child.events)
    }
  }
  const around = { place: placeOf(executionArn), at: span.startedAt }
  const targets = new Map<string, ReferenceTarget>()
  for (const id of ids.slice(-40)) {
    const event = tree.event(id)
    for (const reference of event === undefined ? [] : referencesOf(event)) {
      if ('arn' in reference && reference.arn === executionArn) continue
      const target = referenceTarget(reference, around)
      if (target !== undefined) targets.set(JSON.stringify(target), target)
    }
  }
  return [...targets.values()].slice(0, MAX_LINKS)
}
