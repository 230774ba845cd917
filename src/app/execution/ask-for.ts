import type { Want } from '../../analysis/wants.ts'
import { rootKeyOf } from '../../forest/keys.ts'
import type { Below } from '../../state/open-executions.ts'

/** What can be asked about executions below the one on the page. */
export type AskBelow = Pick<Below, 'fleet' | 'opening'>

/** Asks for one thing that a story wants. Resolves when it is here or cannot be had for now. */
export async function askFor({ fleet, opening }: AskBelow, want: Want): Promise<void> {
  switch (want.kind) {
    case 'read':
      return opening.open(rootKeyOf(want.id))
    case 'start':
      return void fleet.addStarted(want.at)
    case 'describe':
      return fleet.describeMapRun(want.at)
    case 'list':
      return opening.listSome(want.at, want.status)
    case 'define':
      return fleet.define(want.id)
  }
}
