import type { Member } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatCount } from '../../words/format-count.ts'
import { machineName } from '../../words/member-names.ts'

/** The histories below that are of one state machine. */
export interface OfMachine {
  readonly machine: string
  readonly trees: readonly ExecutionTree[]
}

/** The histories below by the state machine they are of. */
export type ByMachine = ReadonlyMap<string, OfMachine>

/**
 * The executions below that are read, by state machine; the first member is the execution on the page. What did not change since
 * `before` is the same object.
 */
export function byMachine([, ...below]: readonly Member[], before?: ByMachine): ByMachine {
  const found = new Map<string, ExecutionTree[]>()
  for (const member of below) {
    if (member.tree === undefined) continue
    const machine = machineName(member) ?? ''
    const trees = found.get(machine) ?? []
    found.set(machine, trees)
    trees.push(member.tree)
  }
  return new Map([...found].map(([machine, trees]) => [machine, sameOf(before?.get(machine), { machine, trees })]))
}

function sameOf(before: OfMachine | undefined, now: OfMachine): OfMachine {
  const isSame = before?.trees.length === now.trees.length && before.trees.every((tree, at) => tree === now.trees[at])
  return isSame ? before : now
}

interface MachineChoiceProps {
  readonly below: ByMachine
  readonly chosen: string | undefined
  readonly onChoose: (machine: string | undefined) => void
}

/** Whose states are told: those of the execution on the page, or of a state machine below over all its executions that are read. */
export function MachineChoice({ below, chosen, onChoose }: MachineChoiceProps) {
  if (below.size === 0) return null
  return (
    <select
      className="sfn-select"
      aria-label="State machine"
      value={chosen ?? THIS}
      onChange={({ target }) => onChoose(target.value === THIS ? undefined : target.value)}
    >
      <option value={THIS}>This execution</option>
      {[...below.values()].map(({ machine, trees }) => (
        <option key={machine} value={machine}>
          {`${machine === '' ? 'Unknown' : machine} · ${formatCount(trees.length)} read`}
        </option>
      ))}
    </select>
  )
}

/** No state machine is called so. */
const THIS = ' '
