import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ListedMachine } from '../../history/execution-summary.ts'
import type { MachinePlace } from '../../state/machine-places.ts'
import { useMachineList } from '../../state/use-machine-list.ts'
import { formatCount } from '../../words/format-count.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { MachineOptions } from './machine-options.tsx'

interface MachineListProps {
  readonly place: MachinePlace
  readonly nth: number
  /** The name of the credentials. */
  readonly who: string
  readonly onOpen: (machineArn: string) => void
}

/** Rows of a page of the list, for the keys that go by one. */
const PAGE_ROWS = 8

/** What one place has, searched as one types: a field with a list, by the ARIA pattern of a combobox. */
export function MachineList({ place, nth, who, onOpen }: MachineListProps) {
  const read = useMachineList(place, nth)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string>()
  const id = useId()
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => search.current?.focus(), [])
  const shown = useMemo(() => read.machines.filter(matching(text)), [read.machines, text])
  const active = Math.max(
    0,
    shown.findIndex(({ stateMachineArn }) => stateMachineArn === chosen),
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[event.key]
    const to = step === undefined ? undefined : shown[Math.min(shown.length - 1, Math.max(0, active + step))]
    const taken = event.key === 'Enter' ? shown[active] : undefined
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to !== undefined) setChosen(to.stateMachineArn)
    if (taken !== undefined) onOpen(taken.stateMachineArn)
  }
  return (
    <>
      <input
        ref={search}
        type="text"
        role="combobox"
        className="sfn-machine-search"
        aria-label="Search state machines by name"
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-activedescendant={shown.length === 0 ? undefined : `${id}-${active}`}
        placeholder="Search by name"
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={event => {
          setText(event.target.value)
          setChosen(undefined)
        }}
        onKeyDown={onKeyDown}
      />
      <MachineOptions {...{ id, shown, active }} onPoint={setChosen} onPick={onOpen} />
      {read.error !== undefined && <ErrorNotice error={read.error} onRetry={read.readOn} />}
      <div className="sfn-machine-foot">
        <p role="status">
          {statusWords({ ...read, shown: shown.length, text: text.trim(), place: `${who} in ${place.region}` })}
        </p>
        {read.hasMore && read.error === undefined && (
          <button type="button" className="sfn-secondary" aria-disabled={read.isReading} onClick={() => more(read)}>
            More
          </button>
        )}
      </div>
    </>
  )
}

function more({ isReading, readOn }: ReturnType<typeof useMachineList>): void {
  if (!isReading) readOn()
}

/** All words of the text are somewhere in the name. */
function matching(text: string): (machine: ListedMachine) => boolean {
  const words = text.toLowerCase().split(/\s+/)
  return ({ name }) => {
    const lower = name.toLowerCase()
    return words.every(word => lower.includes(word))
  }
}

interface Told extends Pick<ReturnType<typeof useMachineList>, 'machines' | 'hasMore' | 'isReading' | 'error'> {
  readonly shown: number
  readonly text: string
  readonly place: string
}

function statusWords({ machines, hasMore, isReading, error, shown, text, place }: Told): string {
  const count = machines.length
  const read = `${formatCount(count)} state machine${count === 1 ? '' : 's'} read`
  if (isReading) return count === 0 ? `Reading the state machines of ${place}…` : `${read}, reading more…`
  if (error !== undefined) return count === 0 ? '' : `${read}; there are more.`
  if (count === 0 && !hasMore)
    return `${place}: there is no state machine here. Another region or profile may have some.`
  const rest = hasMore ? '; there are more.' : ': all there are.'
  if (text === '') return read + rest
  if (shown === 0) return `None is called so: ${read}${rest}`
  return `${formatCount(shown)} of ${read}${rest}`
}
