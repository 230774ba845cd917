import type { ExpressBill } from '../../analysis/express-bill.ts'
import type { Redrive } from '../../analysis/redrive.ts'
import type { AnswersPanel } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDelta, formatDuration } from '../../words/format-duration.ts'
import type { FailureCounts, RunFacts } from '../analyses/run-facts.ts'
import { dollars } from '../answers/dollars.ts'
import type { Comparing } from '../compare/comparing.ts'
import { shareFigure } from './verdict-words.ts'

/** What it costs: at the price of a transition, or of an Express execution what is billed at a price that its memory decides. */
export type CostFacts =
  | { readonly kind: 'transitions'; readonly usd: number }
  | { readonly kind: 'express'; readonly bill: ExpressBill }

/** What a figure is told from; undefined while it is not known. */
export interface FigureFacts {
  readonly facts: RunFacts | undefined
  readonly cost: CostFacts | undefined
  readonly openStates: number | undefined
  readonly redrive: Redrive['verdict'] | undefined
  /** Undefined while there is nothing to compare with. */
  readonly comparing: Comparing | undefined
}

const REDRIVE_WORDS: Readonly<Record<Redrive['verdict'], string>> = {
  told: 'possible',
  byMapRun: 'possible',
  refused: 'refused',
  untold: 'not asked',
}

/** The figure on the tab of an answer; undefined while it is not known. */
export function answerFigure(panel: AnswersPanel, known: FigureFacts): string | undefined {
  const { facts, cost, openStates, redrive } = known
  switch (panel) {
    case 'failures':
      return facts && failureFigure(facts)
    case 'time':
      return facts && shareFigure(facts.share)
    case 'path':
      return facts && `${formatCount(facts.pathSteps)} ${facts.pathSteps === 1 ? 'step' : 'steps'}`
    case 'cost':
      return cost && costFigure(cost)
    case 'waiting':
      return openStates === undefined ? undefined : `${formatCount(openStates)} open`
    case 'redrive':
      return redrive && REDRIVE_WORDS[redrive]
    case 'compare':
      return compareFigure(known.comparing)
  }
}

/** `US$ 0.0002`; `1.30 s billed`. */
function costFigure(cost: CostFacts): string {
  if (cost.kind === 'transitions') return dollars(cost.usd)
  return cost.bill.untold > 0 ? 'by time' : `${formatDuration(cost.bill.billedMs)} billed`
}

/** `+17 m 18 s`; which run to compare with may still be chosen. */
function compareFigure(comparing: Comparing | undefined): string | undefined {
  if (comparing === undefined) return 'choose a run'
  const deltaMs = comparing.told?.comparison.onPath.deltaMs
  if (deltaMs === undefined) return hasNothing(comparing.against) ? 'not read' : undefined
  return deltaMs === 0 ? 'as long' : formatDelta(deltaMs)
}

function hasNothing(against: Comparing['against']): boolean {
  if (against.kind === 'run') return against.view.error !== undefined
  const { view } = against.used ?? {}
  return view?.phase === 'ended' && view.runs.length === 0
}

/** `137 · 3 errors`; `88 · 10 caught` where a run ended well in spite of them; `5+` where executions below failed that are not read. */
function failureFigure({ tree, failures }: RunFacts): string {
  const { count, errors, hasMore } = failures
  const all = `${formatCount(count)}${hasMore ? '+' : ''}`
  if (count === 0) return hasMore ? 'below' : 'none'
  return `${all} · ${tree.root.outcome === 'succeeded' ? ofSuccess(failures) : errorsWords(errors)}`
}

function ofSuccess({ count, caught, errors }: FailureCounts): string {
  if (caught > 0) return `${formatCount(caught)} caught`
  return count > 1 ? errorsWords(errors) : 'retried'
}

function errorsWords(errors: number): string {
  return errors === 1 ? '1 error' : `${formatCount(errors)} errors`
}
