import { type ListedStatus } from '../forest/forest.ts'
import type { ExecutionListItem, MapRunSummary } from '../history/execution-summary.ts'
import type { ChildSource } from '../source/child-source.ts'
import { SourceError } from '../source/source.ts'
import { askPatiently } from './ask-patiently.ts'
import type { LoadSettings } from './load-settings.ts'
import { createPages } from './pages.ts'
import { type Surroundings, withinTime } from './surroundings.ts'
import { createWaiting } from './waiting.ts'

export interface ChildListerParts {
  readonly source: ChildSource
  readonly surroundings: Surroundings
  readonly settings: LoadSettings
}

/** Asks AWS about Map Runs, patiently. */
export interface ChildLister {
  /** @throws SourceError; the signal's reason when aborted. */
  readonly describe: (mapRunArn: string, signal: AbortSignal) => Promise<MapRunSummary>
  /**
   * Every page of a Map Run's children of a status (`ALL`: of any), newest first as AWS lists them. `onPage` gets each as it comes.
   * @throws SourceError, pages before it stay told; the signal's reason when aborted.
   */
  readonly list: (wanted: WantedChildren, signal: AbortSignal) => Promise<void>
  /** *Retry*: what waits is asked for at once. */
  readonly cutShort: () => void
}

export interface WantedChildren {
  readonly mapRunArn: string
  readonly status: ListedStatus
  readonly onPage: (children: readonly ExecutionListItem[]) => void
}

/** A Map Run has at most 100 million items, but nobody pages through them: a list that goes on beyond this leads nowhere. */
const MAX_PAGES = 10_000

export function createChildLister({ source, surroundings, settings }: ChildListerParts): ChildLister {
  const waiting = createWaiting(surroundings)

  function ask<T>(run: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    return askPatiently({
      ...{ surroundings, signal, wait: waiting.wait, attempts: settings.attempts },
      run: () => withinTime(surroundings, { ms: settings.requestLimitMs, signal }, run),
      onTrouble: () => true,
    })
  }

  async function list({ mapRunArn, status, onPage }: WantedChildren, signal: AbortSignal): Promise<void> {
    const request = { mapRunArn, status: status === 'ALL' ? undefined : status }
    const pages = createPages({
      ask: (token, pageSignal) => ask(inTime => source.listChildren({ ...request, token }, inTime), pageSignal),
      circle: () => circle(mapRunArn),
      mostPages: MAX_PAGES,
    })
    await pages.read(page => {
      onPage(page.executions)
      return true
    }, signal)
  }

  return {
    describe: (arn, signal) => ask(s => source.describeMapRun(arn, s), signal),
    list,
    cutShort: waiting.cutShort,
  }
}

function circle(arn: string): SourceError {
  return new SourceError('RepeatedToken', 'The list of child executions leads round in a circle.', {
    why: `A page of ${arn} names one already read as the next.`,
    whatToDo: 'Retry lists them again.',
  })
}
