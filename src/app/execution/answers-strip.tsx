import { useMemo } from 'react'
import { expressBillOf } from '../../analysis/express-bill.ts'
import { redriveOf } from '../../analysis/redrive.ts'
import { costOf } from '../../analysis/transitions.ts'
import { forestOf } from '../../forest/grow.ts'
import type { Member } from '../../forest/member.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
import { useSliced } from '../../kit/sliced.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { selectionOf } from '../../model/selection.ts'
import type { Outcome, SpanKey } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { addressOf } from '../../state/url.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import type { AnswersPanel, ViewLink } from '../../state/view-link.ts'
import { encodeLink, mergeLink } from '../../state/view-link-codec.ts'
import { formatCount } from '../../words/format-count.ts'
import { billedTransitions } from '../analyses/analyses.ts'
import { type RunFacts, runFactsOf } from '../analyses/run-facts.ts'
import { useWaitingAcross } from '../analyses/use-waiting.ts'
import { ownMember } from '../answers/answer-scope.ts'
import type { Comparing } from '../compare/comparing.ts'
import { answerFigure, type CostFacts, type FigureFacts } from './answer-figures.ts'
import { AnswerTabs } from './answer-tabs.tsx'
import { bannerSentence } from './banner-story.ts'
import { chatText } from './chat-words.ts'
import './answers-strip.css'
import { isStillArriving } from './still-arriving.ts'
import type { CauseBelow } from './use-cause-below.ts'
import { FailureLine, PlainLine, RunningLine, SuccessLine } from './verdict-line.tsx'
import { verdictWords } from './verdict-words.ts'

interface AnswersStripProps {
  readonly view: ExecutionView
  /** The tree that analyses look at; undefined before anything is here. */
  readonly tree: ExecutionTree | undefined
  readonly definition: StateMachineDefinition | undefined
  readonly below: BelowView | undefined
  readonly members: readonly Member[]
  readonly cause: CauseBelow | undefined
  readonly comparing: Comparing | undefined
  readonly outcome: Outcome | undefined
  readonly now: Millis
  /** `OrderSettlement / 2026-11-22-nightly`. */
  readonly name: string
  readonly link: ViewLink
  readonly navigate: Navigate
}

/**
 * What the whole comes to, in a line that is as high from the first moment on: why it failed, what it waits for or what took its time;
 * and the doors of all answers.
 */
export function AnswersStrip(props: AnswersStripProps) {
  const { tree, cause, outcome, view } = props
  const isBad = cause !== undefined || isBadly(outcome)
  return (
    <div className={`sfn-strip ${isBad ? 'sfn-strip-bad' : ''}`}>
      {tree === undefined || tree.eventCount === 0 ? (
        <PlainLine icon="info" words={nothingWords(view)} />
      ) : (
        <Told {...props} tree={tree} />
      )}
    </div>
  )
}

interface ToldProps extends AnswersStripProps {
  readonly tree: ExecutionTree
}

interface Known {
  readonly facts: RunFacts | undefined
  readonly cost: CostFacts | undefined
}

/** One component from the first page to the last: who has the focus among the doors keeps it when all is read. */
function Told(props: ToldProps) {
  const { view, tree, cause, outcome, link, members, navigate, now } = props
  const { panel } = link
  const arrives = isStillArriving(view, tree)
  const { facts, cost } = useKnown(props, arrives)
  const isRunning = outcome === 'running'
  const isWhole = facts !== undefined
  const openStates = useWaitingAcross(isRunning && isWhole ? members : undefined, now)?.open.length
  const redrive = useRedrive(props, facts)
  const known: FigureFacts = { facts, cost, openStates, redrive, comparing: props.comparing }
  const tabs = panelsOf(outcome, link).map(id => ({
    panel: id,
    figure: answerFigure(id, known),
    title: id === 'failures' ? cause?.story.more : undefined,
  }))
  return (
    <>
      <Line {...props} facts={facts} />
      <AnswerTabs
        tabs={tabs}
        busy={!isWhole && isUnderWay(view)}
        selected={panel}
        onPanel={next => navigate({ panel: next }, 'push')}
      />
    </>
  )
}

/** What it adds up to, once all is here that will come. */
function useKnown({ view, tree, definition, below, members }: ToldProps, arrives: boolean): Known {
  const forest = below?.forest
  const question = useMemo(
    () => (arrives ? undefined : { tree, definition, forest, members }),
    [arrives, tree, definition, forest, members],
  )
  const facts = useSliced(runFactsOf, question)
  return { facts, cost: useCost({ view, tree, members }, arrives) }
}

function useCost(
  { view: { summary }, tree, members }: Pick<ToldProps, 'view' | 'tree' | 'members'>,
  arrives: boolean,
): CostFacts | undefined {
  const transitions = useSliced(billedTransitions, arrives ? undefined : tree)
  const [{ transitionPriceUsd }] = usePreferences()
  const bill = useMemo(() => {
    const own = ownMember({ members, tree }, summary)
    return own && expressBillOf(own)
  }, [members, tree, summary])
  if (arrives || transitions === undefined) return undefined
  if (bill !== undefined) return { kind: 'express', bill }
  return { kind: 'transitions', usd: costOf(transitions, transitionPriceUsd * 1000).total }
}

function Line({ view, tree, facts, cause, outcome, now, navigate, name, link }: ToldProps & Pick<Known, 'facts'>) {
  const words = useMemo(() => facts && verdictWords(facts), [facts])
  // What a line points at stands in the timeline.
  const show = (key: SpanKey) => {
    const span = tree.span(key)
    if (span !== undefined) navigate({ ...selectionOf(tree, span), tab: undefined }, 'push')
  }
  if (cause !== undefined) {
    return (
      <FailureLine
        story={cause.story}
        reading={cause.reading}
        onShow={cause.show}
        chat={() => chatOf(cause, name, link)}
      />
    )
  }
  if (tree.endsUntold) return <PlainLine icon="info" words="How it ended is not told: what is open may be over." />
  if (words === undefined) return <PlainLine icon="info" words={readingWords(view)} />
  if (outcome === 'running') return <RunningLine tree={tree} now={now} onShow={show} />
  return <SuccessLine words={words} onShow={show} />
}

function chatOf({ story, place }: CauseBelow, execution: string, link: ViewLink): string {
  const { path, firstLine, attempt } = story
  const to = addressOf(encodeLink(mergeLink(link, { ...place(), panel: undefined })))
  return chatText({ execution, sentence: bannerSentence(story), path, cause: firstLine, retries: attempt, link: to })
}

/** What AWS or its rules say of a redrive; of what ended badly alone. */
function useRedrive(
  { tree, below, outcome, view, now }: ToldProps,
  facts: RunFacts | undefined,
): FigureFacts['redrive'] {
  const forest = below?.forest
  const { summary } = view
  const asks = facts !== undefined && isBadly(outcome)
  return useMemo(() => {
    if (!asks) return undefined
    const known = forest ?? forestOf(tree)
    const own = known.member(0)
    return own && redriveOf(known, { ...own, tree, summary: summary ?? own.summary }, now)?.verdict
  }, [asks, forest, tree, summary, now])
}

/** A tab that is open stays, whatever became of the run. */
function panelsOf(outcome: Outcome | undefined, { panel, baseline }: ViewLink): readonly AnswersPanel[] {
  const always: readonly AnswersPanel[] = ['failures', 'time', 'path', 'cost']
  return [
    ...always,
    ...(isBadly(outcome) || panel === 'redrive' ? (['redrive'] as const) : []),
    ...(outcome === 'running' || panel === 'waiting' ? (['waiting'] as const) : []),
    ...(baseline !== undefined || panel === 'compare' ? (['compare'] as const) : []),
  ]
}

function isUnderWay({ progress: { phase } }: ExecutionView): boolean {
  return phase !== 'paused' && phase !== 'failed'
}

function isBadly(outcome: Outcome | undefined): boolean {
  return outcome === 'failed' || outcome === 'timedOut' || outcome === 'aborted'
}

function nothingWords({ progress: { phase } }: ExecutionView): string {
  return phase === 'starting' || phase === 'loading' ? 'Reading…' : 'Nothing is read yet.'
}

function readingWords({ progress }: ExecutionView): string {
  const { phase, loadedEvents, totalEvents } = progress
  const here = `${formatCount(loadedEvents)}${totalEvents === undefined ? '' : ` of ${formatCount(totalEvents)}`} events are here`
  return phase === 'complete' || phase === 'following'
    ? 'Working it out…'
    : `What took the time is told when all is read: ${here}.`
}
