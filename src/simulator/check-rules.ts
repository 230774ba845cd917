import type { EventId, HistoryEvent } from '../history/events.ts'

/** An event that breaks a linking rule of AWS's. */
export interface RuleBreak {
  readonly eventId: EventId
  readonly rule: string
}

/**
 * Checks a whole history, or its beginning, against the rules by which AWS links events alone: which event may follow
 * which. It knows nothing of the simulator, and recordings of real executions pass it too.
 */
export function checkRules(events: readonly HistoryEvent[]): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const byId = (id: EventId) => events[id - 1]
  let lastTime = Number.NEGATIVE_INFINITY
  events.forEach((event, at) => {
    const report = (rule: string) => breaks.push({ eventId: event.id, rule })
    if (event.id !== at + 1) report('ids are 1..n without gaps')
    if (event.previousEventId >= event.id && event.id > 0) report('previousEventId is less than id')
    if (event.timestamp < lastTime) report('time does not run backwards')
    lastTime = Math.max(lastTime, event.timestamp)
    for (const rule of linkBreaks(event, byId)) report(rule)
  })
  return [...breaks, ...nestingBreaks(events)]
}

/** `[what, may follow]`: the first pattern that fits an event's type says which types its previous event may have. */
const LINKS: readonly (readonly [RegExp, RegExp])[] = [
  [/^ExecutionStarted$/, /^none$/],
  [/^ExecutionAborted$/, /^none$/],
  [/^ExecutionTimedOut$/, /^none$/],
  [/^ExecutionRedriven$/, /^Execution(Failed|Aborted|TimedOut)$/],
  [/^ExecutionSucceeded$/, /StateExited$/],
  [/^ExecutionFailed$/, /(Failed|TimedOut|Succeeded|StateEntered|StateStarted)$/],
  [/StateEntered$/, /^(none|\w+StateExited|MapIterationStarted|ParallelStateStarted)$/],
  [/^(Wait|Pass|Choice|Succeed)StateExited$/, /^((Wait|Pass|Choice|Succeed)StateEntered|EvaluationFailed)$/],
  [/^TaskStateExited$/, /^(\w+(Succeeded|Failed|TimedOut))$/],
  [/^MapStateExited$/, /^(MapIterationSucceeded|MapStateStarted|MapStateFailed|MapRun(Succeeded|Started|Redriven))$/],
  [/^ParallelStateExited$/, /^(\w+StateExited|ParallelStateFailed|ParallelStateStarted)$/],
  [
    /^(Task|LambdaFunction|Activity)Scheduled$/,
    /^(TaskStateEntered|(Task|LambdaFunction|Activity)\w*(Failed|TimedOut))$/,
  ],
  [/^(Task|LambdaFunction|Activity)(Started|ScheduleFailed|StartFailed)$/, /Scheduled$/],
  [/^TaskSubmitted$|^TaskSubmitFailed$/, /^TaskStarted$/],
  [/^Task(Succeeded|Failed|TimedOut)$/, /^Task(Scheduled|Started|Submitted)$/],
  [/^LambdaFunction(Succeeded|Failed|TimedOut)$/, /^LambdaFunction(Scheduled|Started)$/],
  [/^Activity(Succeeded|Failed|TimedOut)$/, /^Activity(Scheduled|Started)$/],
  [/^(Map|Parallel)StateStarted$/, /^((Map|Parallel)StateEntered|\w+(Failed|TimedOut)|FailStateEntered)$/],
  [/^MapIterationStarted$/, /^(MapStateStarted|\w+StateExited)$/],
  [/^MapIterationSucceeded$/, /StateExited$/],
  [/^MapIteration(Failed|Aborted)$/, /(Failed|TimedOut|FailStateEntered)$/],
  [/^MapStateSucceeded$/, /^(MapIterationSucceeded|MapStateStarted|MapRunSucceeded)$/],
  [/^ParallelStateSucceeded$/, /^(\w+StateExited|ParallelStateStarted)$/],
  [/^(Map|Parallel)StateFailed$/, /(Failed|TimedOut|FailStateEntered)$/],
  [/^MapRun(Started|Redriven)$/, /^MapStateStarted$/],
  [/^MapRun(Succeeded|Failed)$/, /^MapRun(Started|Redriven)$/],
  [/Aborted$/, /(Failed|TimedOut|FailStateEntered)$/],
]

function* linkBreaks(event: HistoryEvent, byId: (id: EventId) => HistoryEvent | undefined): Generator<string> {
  const previous = event.previousEventId === 0 ? 'none' : (byId(event.previousEventId)?.type ?? 'an event not there')
  const link = LINKS.find(([what]) => what.test(event.type))
  if (link && !link[1].test(previous)) yield `${event.type} may not follow ${previous}`
  if (event.type.endsWith('StateExited')) yield* exitBreaks(event, byId)
  if (/^(Task|LambdaFunction|Activity)[A-Z]/.test(event.type) && !/State/.test(event.type))
    yield* familyBreaks(event, previous)
}

/** A simple state's Exited names the state whose Entered it points at. */
function* exitBreaks(event: HistoryEvent, byId: (id: EventId) => HistoryEvent | undefined): Generator<string> {
  const entered = byId(event.previousEventId)
  if (!entered || !entered.type.endsWith('StateEntered')) return
  if (entered.details?.['name'] !== event.details?.['name']) yield 'Exited names another state than its Entered'
  if (entered.type.replace('Entered', '') !== event.type.replace('Exited', ''))
    yield 'Exited is of another type than its Entered'
}

/** A Lambda task stays a Lambda task: after Entered, only events of one family follow one another. */
function* familyBreaks(event: HistoryEvent, previous: string): Generator<string> {
  const family = (type: string) => /^(Task|LambdaFunction|Activity)/.exec(type)?.[1]
  if (previous.startsWith('TaskState') || previous === 'none') return
  if (family(event.type) !== family(previous)) yield `${event.type} may not follow ${previous}`
}

/** Counts that hold over a whole history: each event is left once, indexes count from 0, every end had a beginning. */
function nestingBreaks(events: readonly HistoryEvent[]): RuleBreak[] {
  return [...firstEventBreaks(events), ...iterationBreaks(events), ...exitedTwice(events)]
}

function firstEventBreaks(events: readonly HistoryEvent[]): RuleBreak[] {
  const first = events.filter(event => event.previousEventId === 0 && event.type.endsWith('StateEntered'))
  return first.slice(1).map(({ id }) => ({ eventId: id, rule: 'only the first Entered points at 0' }))
}

/** Each MapStateStarted{length} is followed by at most `length` iterations, numbered from 0 in order. */
function iterationBreaks(events: readonly HistoryEvent[]): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const expected = new Map<EventId, number>()
  for (const event of events) {
    if (event.type !== 'MapIterationStarted') continue
    const from = event.previousEventId
    if (events[from - 1]?.type !== 'MapStateStarted') continue
    const index = expected.get(from) ?? 0
    if (event.details?.['index'] !== index)
      breaks.push({ eventId: event.id, rule: `iteration of event ${from} is not number ${index}` })
    expected.set(from, index + 1)
  }
  return breaks
}

/** One event leads to one Exited only: but Map and Parallel states may be left from the event that ended an inner one. */
function exitedTwice(events: readonly HistoryEvent[]): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const left = new Set<string>()
  for (const { id, type, previousEventId, details } of events) {
    if (!type.endsWith('StateExited')) continue
    const key = `${previousEventId} ${String(details?.['name'])}`
    if (left.has(key)) breaks.push({ eventId: id, rule: 'the state was left before' })
    left.add(key)
  }
  return breaks
}
