import { compareRuns } from '../comparison/compare-runs.ts'
import { comparisonJson, comparisonText } from '../export/comparison.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { SourceError } from '../source/source.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import { askingOf } from './asking.ts'
import type { CompareCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { compareLast } from './compare-last.ts'
import { readBoth } from './compare-reading.ts'
import { explainTargetOf } from './explain-target.ts'
import { withProgress } from './progress.ts'
import { openStory, type StoryFleet, shortcomings, whyNot, wordsOf } from './story-fleet.ts'

/**
 * Tells how the second execution differs from the first, or from those that succeeded before it.
 * @returns the exit status: 0 where all could be read, whatever differs; else 1.
 */
export async function runCompare(
  command: CompareCommand,
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { before, ...rest } = command
  const complain = (text: string) => output.complain(onOneLine(`sfn-timeline: ${text}`))
  const parts = { write: output.write, complain, surroundings }
  try {
    return typeof before === 'string'
      ? await compareTwo(before, rest, parts)
      : await compareLast(before.last, rest, parts)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    complain(wordsOf(error))
    return 1
  }
}

async function compareTwo(
  before: string,
  command: Omit<CompareCommand, 'before'>,
  { write, complain, surroundings }: CommandOutput & { readonly surroundings: typeof realSurroundings },
): Promise<number> {
  const { after, requests, profile, children, allChildren, noChildren, json } = command
  const asking = askingOf({ requests, profile })
  const opened: StoryFleet[] = []
  const open = async (named: string) => {
    const story = await openStory(await explainTargetOf([named]), { requests, profile, surroundings, asking })
    opened.push(story)
    return story
  }
  try {
    const [a, b] = [await open(before), await open(after)]
    const rules = noChildren ? 'alone' : { children, all: allChildren }
    await withProgress(process.stderr, asking, () => readBoth([a.fleet, b.fleet], rules))
    for (const { fleet } of opened) {
      const member = fleet.view.forest.member(0)
      if (member?.tree !== undefined) continue
      complain(whyNot(member))
      return 1
    }
    // Both may lack the same for the same reason.
    for (const note of new Set(opened.flatMap(({ fleet, notes }) => [...notes, ...shortcomings(fleet)]))) complain(note)
    const [runA, runB] = [a, b].map(({ fleet }) => ({ forest: fleet.view.forest, member: 0 }))
    if (runA === undefined || runB === undefined) return 1
    const comparison = compareRuns(runA, runB)
    await write(`${json ? jsonOnOneLine(comparisonJson(comparison)) : comparisonText(comparison)}\n`)
    return 0
  } finally {
    for (const { fleet } of opened) fleet.dispose()
  }
}
