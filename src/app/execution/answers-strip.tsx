import { useMemo } from 'react'
import { redriveOf } from '../../analysis/redrive.ts'
import { costOf } from '../../analysis/transitions.ts'
import { waitingAcross } from '../../analysis/waiting-across.ts'
import { forestOf } from '../../forest/grow.ts'
import type { Member } from '../../forest/member.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { Millis } from '../../history/events.ts'
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
import { useSliced } from '../analyses/sliced.ts'
import { answerFigure, type FigureFacts } from './answer-figures.ts'
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
      ) : isStillArriving(view, tree) ? (
        <Told {...props} tree={tree} facts={undefined} />
      ) : (
        <Known {...props} tree={tree} />
      )}
    </div>
  )
}

interface ToldProps extends AnswersStripProps {
  readonly tree: ExecutionTree
  readonly facts: RunFacts | undefined
}

/** All is here that will come: what it adds up to is worked out. */
function Known(props: AnswersStripProps & { readonly tree: ExecutionTree }) {
  const { tree, definition, below, members } = props
  const forest = below?.forest
  const question = useMemo(() => ({ tree, definition, forest, members }), [tree, definition, forest, members])
  const facts = useSliced(runFactsOf, question)
  const transitions = useSliced(billedTransitions, tree)
  const [{ transitionPriceUsd }] = usePreferences()
  const costUsd = transitions && costOf(transitions, transitionPriceUsd * 1000).total
  return <Told {...props} facts={facts} costUsd={costUsd} />
}

function Told(props: ToldProps & { readonly costUsd?: number | undefined }) {
  const { facts, costUsd, cause, outcome, link, members, navigate, now } = props
  const { panel } = link
  const isRunning = outcome === 'running'
  const isWhole = facts !== undefined
  const openStates = useMemo(
    () => (isRunning && isWhole ? waitingAcross(members, now).open.length : undefined),
    [isRunning, isWhole, members, now],
  )
  const redrive = useRedrive(props)
  const known: FigureFacts = { facts, costUsd, openStates, redrive }
  const tabs = panelsOf(outcome, panel).map(id => ({
    panel: id,
    figure: answerFigure(id, known),
    title: id === 'failures' ? cause?.story.more : undefined,
  }))
  return (
    <>
      <Line {...props} />
      <AnswerTabs tabs={tabs} selected={panel} onPanel={next => navigate({ panel: next }, 'push')} />
    </>
  )
}

function Line({ view, tree, facts, cause, outcome, now, navigate, name, link }: ToldProps) {
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
function useRedrive({ tree, below, outcome, view, facts, now }: ToldProps): FigureFacts['redrive'] {
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
function panelsOf(outcome: Outcome | undefined, panel: AnswersPanel | undefined): readonly AnswersPanel[] {
  const always: readonly AnswersPanel[] = ['failures', 'time', 'path', 'cost']
  return [
    ...always,
    ...(isBadly(outcome) || panel === 'redrive' ? (['redrive'] as const) : []),
    ...(outcome === 'running' || panel === 'waiting' ? (['waiting'] as const) : []),
  ]
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
