import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Dialog } from '../../kit/dialog.tsx'
import { callersOf, firstPlace, knownRegions, type MachinePlace, rememberPlace } from '../../state/machine-places.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import { MachineList } from './machine-list.tsx'
import './machine-picker.css'
import { PlaceForm } from './place-form.tsx'

interface MachinePickerProps {
  readonly gateway: Gateway
  readonly onOpen: (machineArn: string) => void
  readonly onClose: () => void
}

/** The state machines of an account and region, to open the runs of one. */
export default function MachinePicker({ gateway, onOpen, onClose }: MachinePickerProps) {
  const callers = callersOf(gateway)
  const [first] = useState(() => firstPlace(callers))
  const [asked, setAsked] = useState<{ readonly place: MachinePlace; readonly nth: number } | undefined>(
    first.isDecided ? { place: first.place, nth: 0 } : undefined,
  )
  const ask = (place: MachinePlace) => {
    rememberPlace(place)
    setAsked({ place, nth: (asked?.nth ?? 0) + 1 })
  }
  const open = (arn: string) => {
    // Gone before anything else happens: the page behind a dialog takes no focus.
    flushSync(onClose)
    onOpen(arn)
  }
  return (
    <Dialog title="Choose a state machine" onClose={onClose}>
      <div className="sfn-machines">
        <PlaceForm {...{ callers, first: first.place, regions: knownRegions(gateway), onAsk: ask }} />
        {asked === undefined ? (
          <p className="sfn-muted">
            Say as whom and where; the list is asked for then, and takes states:ListStateMachines.
          </p>
        ) : (
          <MachineList
            key={asked.nth}
            {...asked}
            who={callers.find(({ profile }) => profile === asked.place.profile)?.words ?? ''}
            onOpen={open}
          />
        )}
      </div>
    </Dialog>
  )
}
