import { dataDifferenceSteps } from '../comparison/data-differences.ts'
import type { Run } from '../comparison/run.ts'
import { usualOf } from '../comparison/usual.ts'
import { usualJson, usualText } from '../export/usual.ts'
import { forestWith } from '../forest/grow.ts'
import { arnOf, type Member, startOf } from '../forest/member.ts'
import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import { createExecutionStore } from '../loading/execution-store.ts'
import { createKeptRuns } from '../loading/kept-runs.ts'
import { type AskingRun, findLastSuccesses } from '../loading/last-success.ts'
import { createQueryClient } from '../loading/query-client.ts'
import { createRunSet, type RunSetView } from '../loading/run-set.ts'
import { untilView } from '../loading/settled.ts'
import { type Surroundings, withinTime } from '../loading/surroundings.ts'
import { bare } from '../source/bare-source.ts'
import { SourceError, type SourceRef } from '../source/source.ts'
import { atOnce } from '../waits/slices.ts'
import { formatCount } from '../words/format-count.ts'
import { jsonOnOneLine } from '../words/on-one-line.ts'
import { type Asking, askingOf } from './asking.ts'
import type { CompareCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { explainTargetOf } from './explain-target.ts'
import { withProgress } from './progress.ts'
import { openStory, PATIENCE, shortcomings, whyNot, wordsOf } from './story-fleet.ts'

/**
 * Tells how an execution differs from the last successes of its state machine before it.
 * @returns the exit status: 0 where it could be held against one at least; else 1.
 * @throws SourceError where they cannot be listed.
 */
export async function compareLast(
  most: number,
  { after, requests, profile, json }: Omit<CompareCommand, 'before'>,
  { write, complain, surroundings }: CommandOutput & { readonly surroundings: Surroundings },
): Promise<number> {
  const asking = askingOf({ requests, profile })
  const story = await openStory(await explainTargetOf([after]), { requests, profile, surroundings, asking })
  const { fleet } = story
  try {
    await withProgress(process.stderr, asking, async () => {
      await fleet.open(0)
      fleet.close(0)
      await fleet.define(0)
    })
    const own = fleet.view.forest.member(0)
    if (own?.tree === undefined) {
      complain(whyNot(own))
      return 1
    }
    for (const note of [...story.notes, ...shortcomings(fleet)]) complain(note)
    const view = await readSuccesses({ of: askingRunOf(own), most }, asking, surroundings)
    if (view.error !== undefined) throw view.error
    tellWhatLacks(view, { most, requests }, complain)
    const run = { forest: fleet.view.forest, member: 0 }
    const usual = usualOf(
      view.runs.map(one => runOf(one)),
      run,
    )
    const middle = usual && view.runs[usual.middle]
    if (middle === undefined || usual === undefined) return 1
    // One definition alone is asked for: that of the run whose parts are told.
    const definition = asking.sent() >= requests ? undefined : await definitionOf(middle.ref, asking, surroundings)
    const data = atOnce(dataDifferenceSteps(runOf(middle, definition), run))
    const told = { ...usual, comparison: { ...usual.comparison, data } }
    const runs = view.runs.map(({ ref }) => (ref.kind === 'aws' ? ref.arn : ''))
    await write(`${json ? jsonOnOneLine(usualJson(told, { run, runs })) : usualText(told, { run, runs })}\n`)
    return 0
  } finally {
    fleet.dispose()
  }
}

/** @throws SourceError for what has no runs beside it that are listed. */
function askingRunOf(member: Member): AskingRun {
  const arn = parseStatesArn(arnOf(member) ?? '')
  const startedAt = startOf(member)
  if (arn?.kind === 'execution' && arn.mapRunLabel === undefined && startedAt !== undefined) {
    return { machineArn: stateMachineArnOf(arn), executionArn: arn.arn, startedAt }
  }
  throw new SourceError('NotListed', 'The runs beside this one are not listed.', {
    whatToDo: '--last needs an execution with an ARN that no Map Run started; compare two by their names instead.',
  })
}

async function readSuccesses(
  { of, most }: { readonly of: AskingRun; readonly most: number },
  { sources, budget, sent }: Asking,
  surroundings: Surroundings,
): Promise<RunSetView> {
  const client = createQueryClient()
  const set = createRunSet({
    ceiling: Math.max(0, budget.ceiling - budget.asked),
    list: async (own, signal) => {
      const listRuns: typeof sources.runSource.listRuns = async (request, given) => (
        own.take(), sources.runSource.listRuns(request, given)
      )
      const parts = { source: { listRuns }, surroundings, settings: PATIENCE }
      const found = await findLastSuccesses(parts, { asking: of, most }, signal)
      return found.map(({ executionArn: arn }) => ({ kind: 'aws', arn }) as const)
    },
    storeOf: (ref, counted) => {
      const find: typeof sources.finder.find = async wanted => counted(bare(await sources.finder.find(wanted)))
      const finder = { ...sources.finder, find, findFresh: find }
      return createExecutionStore({ ref, client, surroundings, finder, settings: PATIENCE })
    },
    definitionOf: async () => undefined,
    kept: createKeptRuns(Number.POSITIVE_INFINITY, ref => (ref.kind === 'aws' ? ref.arn : ref.kind)),
  })
  const what = () => {
    const { phase, runs, found } = set.view
    return phase === 'listing' ? undefined : `${formatCount(runs.length)} of ${formatCount(found)} runs`
  }
  await withProgress(process.stderr, { sent, what }, () => {
    set.start()
    return untilView(set, ({ phase }) => phase === 'ended', new AbortController().signal)
  })
  return set.view
}

/** Why fewer stand in the comparison than were asked for. */
function tellWhatLacks(
  { runs, found, failures, short }: RunSetView,
  { most, requests }: { readonly most: number; readonly requests: number },
  complain: (text: string) => void,
): void {
  for (const { ref, error: why } of failures) complain(`${ref.kind === 'aws' ? ref.arn : ref.kind}: ${wordsOf(why)}`)
  if (short === 'ceiling') {
    const read = `${formatCount(runs.length)} of ${formatCount(found)} runs are read`
    complain(`${read}: ${requests} requests were made, and --requests allows no more.`)
  }
  if (found === 0) complain('the state machine lists no run before this one that succeeded.')
  else if (found < most)
    complain(`${formatCount(found)} ${found === 1 ? 'run' : 'runs'} before this one succeeded: no more are listed.`)
}

function runOf({ ref, tree, summary }: RunSetView['runs'][number], definition?: string): Run {
  return { forest: forestWith({ ref, tree, summary, definition }), member: 0 }
}

/** A comparison without it says that it is not known. */
async function definitionOf(ref: SourceRef, { sources }: Asking, surroundings: Surroundings) {
  try {
    return await withinTime(surroundings, { ms: PATIENCE.requestLimitMs }, async signal => {
      const source = await sources.finder.find(ref)
      return 'kind' in source ? undefined : source.definition(signal)
    })
  } catch {
    return undefined
  }
}
