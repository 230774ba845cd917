import { useEffect, useRef } from 'react'
import type { ListedMachine } from '../../history/execution-summary.ts'
import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'

interface MachineOptionsProps {
  readonly id: string
  readonly shown: readonly ListedMachine[]
  /** The row that Enter takes. */
  readonly active: number
  readonly onPoint: (machineArn: string) => void
  readonly onPick: (machineArn: string) => void
}

/** Until one is measured. */
const ROW_HEIGHT_PX = 34

/** The rows, of thousands only those in sight. The field has the keys; the list is pointed at by `aria-activedescendant`. */
export function MachineOptions({ id, shown, active, onPoint, onPick }: MachineOptionsProps) {
  const [{ timeMode }] = usePreferences()
  const list = useRef<HTMLDivElement>(null)
  const { container, from, to, beforePx, afterPx, rowPx } = useRowsInSight<HTMLDivElement>(shown.length, ROW_HEIGHT_PX)
  useEffect(() => {
    if (list.current !== null) scrollTo(list.current, active, rowPx)
  }, [active, rowPx])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="State machines"
      className="sfn-machine-list"
      hidden={shown.length === 0}
    >
      <div ref={container} role="presentation" style={{ paddingTop: beforePx, paddingBottom: afterPx }}>
        {shown.slice(from, to).map(({ stateMachineArn, name, type, createdAt }, at) => (
          <div
            key={stateMachineArn}
            id={`${id}-${from + at}`}
            role="option"
            aria-selected={from + at === active}
            aria-setsize={shown.length}
            aria-posinset={from + at + 1}
            tabIndex={-1}
            className="sfn-machine-row"
            title={stateMachineArn}
            onPointerMove={() => from + at !== active && onPoint(stateMachineArn)}
            onPointerUp={event => event.button === 0 && onPick(stateMachineArn)}
          >
            <b>{name}</b>
            <span className="sfn-machine-type">{typeWords(type)}</span>
            <span className="sfn-machine-made">
              {createdAt !== undefined && `created ${formatDateTimeToSecond(createdAt, timeMode)}`}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Brings a row into sight that may not be in the page. */
function scrollTo(list: HTMLElement, row: number, rowPx: number): void {
  const top = row * rowPx
  if (top < list.scrollTop) list.scrollTop = top
  else list.scrollTop = Math.max(list.scrollTop, top + rowPx - list.clientHeight)
}

function typeWords(type: ListedMachine['type']): string {
  return type === 'STANDARD' ? 'Standard' : type === 'EXPRESS' ? 'Express' : type
}
