import { lazy, Suspense, useState } from 'react'
import { parseTarget } from '../../history/target.ts'
import { lateCode } from '../../kit/late-code.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import type { Openable } from './target-form.tsx'

const MachinePicker = lazy(lateCode(() => import('./machine-picker.tsx')))

interface ChooseMachineProps {
  readonly gateway: Gateway
  readonly onOpen: (target: Openable) => void
}

/** The way to a state machine whose ARN is not at hand. Nothing is asked of AWS before a person presses it. */
export function ChooseMachine({ gateway, onOpen }: ChooseMachineProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (gateway.state !== 'ready' || gateway.profiles === undefined) return null
  const open = (arn: string) => {
    const target = parseTarget(arn)
    if (target.kind === 'stateMachine') onOpen(target)
  }
  return (
    <div className="sfn-choose-machine">
      <button type="button" className="sfn-action" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Choose a state machine…
      </button>
      <span className="sfn-muted">Lists those of an account and region, if you may.</span>
      {isOpen && (
        <Suspense>
          <MachinePicker gateway={gateway} onOpen={open} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
