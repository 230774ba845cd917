import type { Millis } from '../../history/events.ts'
import type { RecentExecution } from '../../state/recent-executions.ts'
import type { RecentMachine } from '../../state/recent-machines.ts'
import { refKey } from '../../state/ref-key.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { formatAgo } from '../../words/points-in-time.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** What this person opened before, newest first. */
export function recentEntries(list: readonly RecentExecution[], now: Millis): readonly PaletteEntry[] {
  return list.map(({ ref, name, stateMachineName, status, openedAt, thumbnail }) => {
    const outcome = outcomeOfStatus(status)
    return {
      ...{ id: `recent ${refKey(ref)}`, group: 'recent', icon: 'timeline' },
      ...(stateMachineName === '' ? { title: name, note: '' } : { title: stateMachineName, note: `/ ${name}` }),
      figure: formatAgo(openedAt, now),
      ...(outcome !== undefined && { outcome }),
      ...(thumbnail.length > 0 && { picture: { kind: 'shapes', shapes: thumbnail } }),
      target: { kind: 'route', route: { kind: 'execution', link: { ref }, problems: [] } },
    }
  })
}

/** The runs of the state machines of what was opened. */
export function machineEntries(machines: readonly RecentMachine[], now: Millis): readonly PaletteEntry[] {
  return machines.map(({ arn, name, openedAt }) => ({
    ...{ id: `machine ${arn}`, group: 'recent', icon: 'map', title: name, note: 'all its runs' },
    figure: formatAgo(openedAt, now),
    target: { kind: 'route', route: { kind: 'runs', link: { arn }, problems: [] } },
  }))
}
