import { MAP_ITERATION, NONE, PARALLEL_BRANCH, type Slot, STATE_VISIT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/** Where a state stands in the state machine: at the top, in a Map, or in a branch of a Parallel. */
export interface Home {
  /** The Map's or Parallel's name; undefined at the top. */
  readonly container: string | undefined
  /** Of a branch. */
  readonly branch: number | undefined
}

/**
 * What is learned of states from visits that are surely placed: a state's name stands for one place in a state machine
 * (Amazon States Language: "State names MUST be unique within the scope of the whole state machine").
 */
export class Homes {
  private readonly draft: TreeDraft
  private readonly homes = new Map<string, Home>()

  constructor(draft: TreeDraft) {
    this.draft = draft
  }

  of(name: string): Home | undefined {
    return this.homes.get(name)
  }

  learn(visit: Slot): void {
    const { draft, homes } = this
    if (!draft.is(visit, STATE_VISIT) || !draft.placed(visit) || homes.has(draft.name(visit))) return
    homes.set(draft.name(visit), homeOf(draft, draft.parent(visit)))
  }
}

/** The place that a sequence (execution, iteration, branch) is. */
function homeOf(draft: TreeDraft, sequence: Slot): Home {
  const isInner = draft.is(sequence, MAP_ITERATION) || draft.is(sequence, PARALLEL_BRANCH)
  const parent = isInner ? draft.parent(sequence) : NONE
  return {
    container: parent === NONE ? undefined : draft.name(parent),
    branch: draft.is(sequence, PARALLEL_BRANCH) ? draft.ordinal(sequence) : undefined,
  }
}
