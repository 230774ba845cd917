import { useEffect, useMemo } from 'react'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, globalKey, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { memberAt, wayTo } from '../../forest/way.ts'
import { MOST_PINNED } from '../../state/arranged-view.ts'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { PinBelow } from '../../state/pin-code.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { decodeWay, encodeWay } from '../../state/way-code.ts'

type Pins = { readonly [K in 'pinned' | 'pinnedBelow']?: ViewLink[K] | undefined }

/** The rows that a link pins to the top, on the chart's keys. What lies in executions that are not read yet is read for it. */
export function usePinned(
  { pinned, pinnedBelow }: Pins,
  below: BelowView | undefined,
): readonly GlobalKey[] | undefined {
  const forest = below?.forest
  const opening = below?.opening
  useEffect(() => {
    if (forest === undefined) return
    for (const { way } of pinnedBelow ?? []) opening?.lead(decodeWay(way) ?? [], { read: true })
  }, [opening, forest, pinnedBelow])
  const placed = forest === undefined || pinnedBelow === undefined ? '' : placedBelow(pinnedBelow, forest).join(' ')
  return useMemo(() => {
    // By what they are: each version of a forest would give a list of its own, and with it new rows.
    const keys = placed === '' ? [] : placed.split(' ').map(Number)
    return pinned === undefined && keys.length === 0 ? undefined : [...(pinned ?? []), ...keys]
  }, [pinned, placed])
}

function placedBelow(pins: readonly PinBelow[], forest: Forest): readonly GlobalKey[] {
  return pins.flatMap(({ way, key }) => {
    const id = memberAt(forest, decodeWay(way) ?? [])
    return id === undefined || id === 0 ? [] : globalKey(id, key)
  })
}

/** What pinning a row, or taking it down again, changes of a link; undefined where there is no room for one more. */
export function pinChange(
  link: Pins,
  key: GlobalKey,
  forest: Forest | undefined,
): { pin: boolean; patch: LinkPatch | undefined } {
  const { pinned = [], pinnedBelow = [] } = link
  const own = spanKeyOf(key)
  const hasRoom = pinned.length + pinnedBelow.length < MOST_PINNED
  if (memberIdOf(key) === 0) {
    const pin = !pinned.includes(own)
    const next = pin ? [...pinned, own] : pinned.filter(one => one !== own)
    return { pin, patch: pin && !hasRoom ? undefined : { pinned: someOf(next) } }
  }
  const way = forest === undefined ? undefined : wayTo(forest, memberIdOf(key))
  if (way === undefined) return { pin: true, patch: undefined }
  const code = encodeWay(way)
  const others = pinnedBelow.filter(one => one.way !== code || one.key !== own)
  const pin = others.length === pinnedBelow.length
  const next = pin ? [...pinnedBelow, { way: code, key: own }] : others
  return { pin, patch: pin && !hasRoom ? undefined : { pinnedBelow: someOf(next) } }
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}
