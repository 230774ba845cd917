import { useMemo, useState } from 'react'
import { addressOf } from '../../state/url.ts'
import { useRecentExecutions } from '../../state/use-recent-executions.ts'
import type { Route } from '../../state/view-link-codec.ts'
import { encodeRoute } from '../../state/view-link-codec.ts'
import Palette, { type PaletteProps } from './palette.tsx'
import type { PaletteEntry, PaletteTarget } from './palette-entry.ts'
import { machineEntries, recentEntries } from './recent-entries.ts'

/** The palette as the page around everything knows it, while it is open. */
export interface OpenPalette {
  /** What can be done on any page. */
  readonly commands: readonly PaletteEntry[]
  readonly onRoute: (route: Route) => void
  readonly onClose: () => void
}

interface PagePaletteProps extends Pick<PaletteProps, 'tree' | 'numbered'>, OpenPalette {
  /** What this page has beside recent executions and commands. */
  readonly entries?: readonly PaletteEntry[]
  /** The same as it is offered before anything is typed, between recent executions and commands. */
  readonly first?: readonly PaletteEntry[]
  /** Where entries lead that lie on this page; what is told `false` is taken care of here. */
  readonly onGo?: (target: PaletteTarget) => boolean
  readonly hashOf?: (target: PaletteTarget) => string | undefined
}

const FIRST_RECENT = 4
const MOST_FIRST = 12
const NONE: readonly PaletteEntry[] = []

/** The palette with what every page offers: recent executions and commands. */
export default function PagePalette(props: PagePaletteProps) {
  const { tree, numbered, commands, onRoute, onClose, entries = NONE, first = NONE, onGo, hashOf } = props
  const { list, machines } = useRecentExecutions()
  const [now] = useState(Date.now)
  const recent = useMemo(() => [...recentEntries(list, now), ...machineEntries(machines, now)], [list, machines, now])
  const all = useMemo(() => [...entries, ...recent, ...commands], [entries, recent, commands])
  const before = useMemo(
    () => [...recent.slice(0, FIRST_RECENT), ...first, ...commands].slice(0, MOST_FIRST),
    [recent, first, commands],
  )
  const go = (target: PaletteTarget): void => {
    if (onGo?.(target) === true) return
    if (target.kind === 'route') onRoute(target.route)
    else if (target.kind === 'command') target.run()
  }
  const address = (target: PaletteTarget): string | undefined => {
    const hash = target.kind === 'route' ? encodeRoute(target.route) : hashOf?.(target)
    return hash === undefined ? undefined : addressOf(hash)
  }
  return (
    <Palette entries={all} first={before} {...{ tree, numbered }} onGo={go} addressOf={address} onClose={onClose} />
  )
}
