import { createContext } from 'react'
import { parseArn } from '../../history/arn.ts'
import type { Millis } from '../../history/events.ts'
import type { BarTold } from '../../logs/bar-told.ts'
import type { LogPlace } from '../../logs/log-place.ts'
import { whereLogsAre } from '../../logs/where-logs-are.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span, TaskAttempt } from '../../model/span.ts'
import { attemptsOf } from '../../model/walk.ts'
import type { SourceRef } from '../../source/source.ts'

/** How the page takes part in reading logs. */
export interface LogsOnPage {
  /** What the link names: a sample's logs lie beside it, all others are asked of AWS. */
  readonly ref: SourceRef
  /** Whether the details show logs. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  /** Marks a moment on the chart, or none. */
  readonly mark: (at: Millis | undefined) => void
  /** Tells the chart what the log of an attempt says of its bar. */
  readonly tell: (attempt: TaskAttempt, told: BarTold) => void
  /** The pointer is at a moment of the bar of an attempt, or has left it. */
  readonly point: (attempt: TaskAttempt, at: Millis | undefined) => void
  readonly onPointed: (listener: () => void) => () => void
  /** Where it is on that bar, on the chart or in the details; undefined: elsewhere. */
  readonly pointedAt: (attempt: TaskAttempt) => Millis | undefined
}

/** Undefined where no logs are offered. */
export const LogsOnPageContext = createContext<LogsOnPage | undefined>(undefined)

/** An attempt that logs, and where. */
export interface LoggedAttempt {
  readonly attempt: TaskAttempt
  readonly place: LogPlace
  /** How many there are of its state. */
  readonly of: number
}

/** The attempt whose log the details of a span show: its own, of a state its last. Undefined where nothing logs. */
export function loggedAttempt(
  tree: ExecutionTree,
  span: Span,
  executionArn: string | undefined,
): LoggedAttempt | undefined {
  const visit = span.kind === 'taskAttempt' ? tree.span(span.parentKey ?? -1) : span
  const attempts = visit?.kind === 'stateVisit' ? attemptsOf(tree, visit) : []
  const attempt = span.kind === 'taskAttempt' ? span : attempts.at(-1)
  if (attempt === undefined) return undefined
  const events = attempt.events.map(id => tree.event(id)).filter(event => event !== undefined)
  const place = whereLogsAre(events, ownerOf(executionArn))
  return place && { attempt, place, of: attempts.length }
}

/** Without an ARN only what the history names in full is found. */
function ownerOf(executionArn: string | undefined) {
  const arn = executionArn === undefined ? undefined : parseArn(executionArn)
  const { partition = 'aws', region = '', account = '' } = arn ?? {}
  return { partition, region, account }
}
